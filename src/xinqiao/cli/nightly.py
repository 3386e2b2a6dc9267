"""The backup's process: one every night, tried out once a week. Started by the launcher.

Called as `python -m xinqiao.cli.nightly`. It works as the role of the desk and holds no key but
the one that seals. A machine that is off at night is saved when it is on again. A fault is written
down and tried again: it ends nothing else.
"""

import datetime
import os
import signal
import sys
import time
import traceback
from pathlib import Path
from zoneinfo import ZoneInfo

from xinqiao.ground import environment
from xinqiao.ground.backup import keeping, sheet, taking
from xinqiao.ground.database import Database
from xinqiao.ground.home import KINDS, Home
from xinqiao.ground.words import Trouble

HOUR, MINUTE = 2, 30
AFTER_START_SECONDS = 60.0
PAUSE_SECONDS = 60.0
AGAIN_SECONDS = 3600.0
TRY_OUT_DAYS = 7
NICE = 10  # pages are answered first


def due(last: datetime.datetime | None, now: datetime.datetime, zone: datetime.tzinfo) -> bool:
    """Whether a night has begun since the last backup."""
    here = now.astimezone(zone)
    night = here.replace(hour=HOUR, minute=MINUTE, second=0, microsecond=0)
    if here < night:
        night -= datetime.timedelta(days=1)
    return last is None or not night <= last <= now + datetime.timedelta(days=1)


def to_be_tried(last: datetime.datetime | None, now: datetime.datetime) -> bool:
    """Whether this week's backup has still to be tried out."""
    return last is None or abs(now - last) >= datetime.timedelta(days=TRY_OUT_DAYS)


def look(home: Home, database: Database, now: datetime.datetime, zone: datetime.tzinfo) -> bool:
    """Make a backup if one is due; False when it went wrong and the status file says why."""
    try:
        known = keeping.status(home)
        last, tried = (keeping.moment((known.get(name) or {}).get("at")) for name in ("last", "verified"))
        if sheet.public_of(home) is None or not due(last, now, zone):
            return True
        kind = home.kind or KINDS[0]
        taking.take(home, kind, database, to=keeping.folder(home), at=now, verify=to_be_tried(tried, now))
    except Trouble as reason:
        return _failed(home, str(reason), now)
    except Exception as reason:  # not narrower: were this process to fall, the launcher would stop the whole school
        traceback.print_tb(reason.__traceback__, file=sys.stdout)  # places alone: a message could quote what is kept
        return _failed(home, type(reason).__name__, now)
    return True


def _failed(home: Home, told: str, now: datetime.datetime) -> bool:
    """Where the page of backups reads of it, and in the log."""
    keeping.note_failure(home, told, now)
    print(f"{now:%Y-%m-%d %H:%M} {told}", flush=True)
    return False


def main() -> None:
    """Look at the clock until told to stop."""
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    os.nice(NICE)
    home = Home(Path(os.environ[environment.HOME]))
    zone = ZoneInfo(os.environ.get("XINQIAO_TIME_ZONE") or "Asia/Shanghai")
    time.sleep(AFTER_START_SECONDS)
    while True:
        well = look(home, _database(home), datetime.datetime.now(datetime.UTC), zone)
        time.sleep(PAUSE_SECONDS if well else AGAIN_SECONDS)


def _database(home: Home) -> Database:
    """The database as the launcher described it."""
    told = os.environ
    file = told.get(environment.DATABASE_PASSWORD_FILE)
    return Database(
        host=told[environment.DATABASE_HOST],
        port=told[environment.DATABASE_PORT],
        name=told[environment.DATABASE_NAME],
        desk=told[environment.DATABASE_USER],
        desk_password_file=Path(file) if file else home.secret("desk"),
        encryption=tuple((name[2:].lower(), value) for name, value in told.items() if name.startswith("PGSSL")),
    )


if __name__ == "__main__":
    main()
