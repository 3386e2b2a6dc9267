"""Where backups lie, which of them stay, and what is known of the last ones."""

import datetime
import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from xinqiao.ground.home import Home, write_private
from xinqiao.ground.words import Trouble

FOLDER_VARIABLE = "XINQIAO_BACKUP_FOLDER"
NEWEST = 14
MONTHS = 12
NAME = re.compile(r"data-(\d{4})(\d{2})\d{2}T\d{6}Z\.bak")
HALF = ".part"
TRIAL = "trial-"


def folder(home: Home) -> Path:
    """Where backups go when nothing else is said."""
    asked = os.environ.get(FOLDER_VARIABLE)
    return Path(asked).absolute() if asked else home.path / "backups"


def name_for(at: datetime.datetime) -> str:
    """A name that tells a finder nothing but the time."""
    return at.astimezone(datetime.UTC).strftime("data-%Y%m%dT%H%M%SZ.bak")


def kept(names: Iterable[str]) -> set[str]:
    """Which of these backups stay: the newest, and the last of each month for a year."""
    ours = sorted(name for name in names if NAME.fullmatch(name))
    last = {name[:11]: name for name in ours}  # data-YYYYMM: a later one takes the month's place
    months = sorted(last)[-MONTHS:]
    return {*ours[-NEWEST:], *(last[month] for month in months)}


def sweep(where: Path) -> None:
    """Remove the backups that need not stay; nothing that has another kind of name."""
    names = [path.name for path in where.iterdir()]
    for name in {name for name in names if NAME.fullmatch(name)} - kept(names):
        (where / name).unlink(missing_ok=True)


@contextmanager
def alone(home: Home) -> Iterator[None]:
    """One backup at a time; what a killed one left half done in the data folder is removed. Raises Trouble."""
    descriptor = os.open(home.path / "backup.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in home.path.glob(f"{TRIAL}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    except BlockingIOError:
        raise Trouble("正在备份,请稍后再试。", "A backup is being made; try again later.") from None
    finally:
        os.close(descriptor)


def status(home: Home) -> dict[str, Any]:
    """What was written down of the last backup and of the last one that was tried out."""
    try:
        known = json.loads((home.path / "backup-status.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def note(home: Home, **facts: Any) -> None:
    """Write down what became of a backup."""
    write_private(home.path / "backup-status.json", json.dumps({**status(home), **facts}, ensure_ascii=False))


def note_failure(home: Home, trouble: str, at: datetime.datetime) -> None:
    """Write down that a backup went wrong, why, and how often in a row. The reason says nothing of what is kept here."""
    before = status(home).get("failures")
    failures = before + 1 if isinstance(before, int) and before > 0 else 1
    note(home, trouble=trouble, failures=failures, failed_at=at.isoformat(timespec="seconds"))


def place(home: Home, where: Path) -> dict[str, Any]:
    """Where the copies lie, and whether that is another disk than the data's: one theft or fire should not have both."""
    return {"folder": str(where), "elsewhere": where.stat().st_dev != home.path.stat().st_dev}


def moment(text: object) -> datetime.datetime | None:
    """A time of the status file, if it is one."""
    try:
        return datetime.datetime.fromisoformat(str(text))
    except ValueError:
        return None
