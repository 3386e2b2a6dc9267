"""Taking a backup: one moment of the database, dumped, sealed on the way, whole or not there."""

import datetime
import hashlib
import hmac
import json
import os
import secrets
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from psycopg.conninfo import make_conninfo

from xinqiao.ground import binaries, instance_key
from xinqiao.ground.backup import keeping, picture, sheet, trying
from xinqiao.ground.backup.sealed import CHUNK, Reader, Writer
from xinqiao.ground.children import tethered
from xinqiao.ground.database import Database
from xinqiao.ground.home import Home, Kind, settle_folder
from xinqiao.ground.words import Trouble


@dataclass(frozen=True)
class Taken:
    """A backup that lies whole on the disk."""

    file: Path
    made_at: str
    size: int
    rows: int
    verified: bool


def take(home: Home, kind: Kind, database: Database, *, to: Path, at: datetime.datetime, verify: bool) -> Taken:
    """Make a backup in this folder, try it out if asked, and drop those that need not stay where the nightly ones lie.

    Raises Trouble when there is no key, no room, or it does not come back as it was saved; then
    there is no file either.
    """
    public = sheet.public_of(home)
    if public is None:
        raise Trouble(
            "还没有备份密钥;请先运行 xinqiao backup --make-key,并把那张纸锁好。",
            "There is no backup key yet; run xinqiao backup --make-key first and lock the sheet away.",
        )
    with keeping.alone(home):
        whole = to / keeping.name_for(at)
        half = whole.with_name(f".{whole.name}{keeping.HALF}")
        try:
            _make_room(to)
            rows, key = _write(home, kind, database, half, public=public, made_at=at.isoformat(timespec="seconds"))
            if verify:
                _try_out(home, half, key)
            os.replace(half, whole)
            settle_folder(to)
        except OSError as reason:
            raise Trouble(
                f"备份没有写成({to}:{reason.strerror})。", f"The backup was not written ({to}: {reason.strerror})."
            ) from None
        finally:
            half.unlink(missing_ok=True)
        taken = Taken(whole, at.isoformat(timespec="seconds"), whole.stat().st_size, rows, verify)
        facts = {"at": taken.made_at, "file": whole.name, "bytes": taken.size, "rows": rows}
        told: dict[str, Any] = {"verified": facts} if verify else {}
        told |= {"key": sheet.fingerprint(public)}
        if to == keeping.folder(home):  # one carried off on a stick does not stand for the night's
            told |= {"last": facts, "trouble": None, "failures": 0, **keeping.place(home, to)}
            keeping.sweep(to)
        else:
            told |= {"carried": facts}
        keeping.note(home, **told)
        return taken


def origin(home: Home, header: bytes, manifest: dict[str, Any]) -> str:
    """A mark that only the house with this instance key can make: whose backup it is. Raises Trouble."""
    key = bytes.fromhex(instance_key.ensure(home).read_text(encoding="ascii").strip())
    told = json.dumps({name: value for name, value in manifest.items() if name != "origin"}, sort_keys=True)
    own = hmac.digest(key, b"xinqiao/1/backup-origin", "sha256")
    return hmac.new(own, header + told.encode(), hashlib.sha256).hexdigest()


def binaries_for(source: str | None) -> Path:
    """The PostgreSQL programs of this source, as a data folder names it. Raises Trouble."""
    try:
        return binaries.of_the_distribution() if source == "distribution" else binaries.of_the_wheel()
    except binaries.NoPostgres as reason:
        raise Trouble(f"没有可用的 PostgreSQL:{reason}", f"No usable PostgreSQL: {reason}") from None


def _make_room(folder: Path) -> None:
    """The folder, without what killed backups left there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in folder.glob(f".data-*.bak{keeping.HALF}"):
        left.unlink(missing_ok=True)


def _write(home: Home, kind: Kind, database: Database, half: Path, *, public: bytes, made_at: str) -> tuple[int, bytes]:
    """Dump and seal; how many rows, and the file's own key for trying it out."""
    with half.open("xb") as file, database.connect() as connection:
        half.chmod(0o600)
        # One moment for the counts and for the dump, however much is written meanwhile.
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        if snapshot is None:
            raise RuntimeError("no snapshot")
        writer = Writer(file, public=public, made_at=made_at)
        seen = picture.of(connection)
        manifest = {"made_at": made_at, "kind": kind, "server": connection.info.server_version, "picture": seen}
        writer.manifest({**manifest, "origin": origin(home, writer.header, manifest)})
        _dump(database, binaries_for(home.postgres_source) / "pg_dump", str(snapshot[0]), writer)
        writer.close()
        file.flush()
        os.fsync(file.fileno())
    return picture.rows_in(seen), writer.key


def _dump(database: Database, program: Path, snapshot: str, writer: Writer) -> None:
    """By the role that only works here: a backup reads, so whoever makes it need not own anything."""
    place = {"host": database.host, "port": database.port, "dbname": database.name, **dict(database.encryption)}
    password = database.desk_password_file.read_text(encoding="utf-8").strip()
    dumper = tethered(
        [str(program), "--format=custom", "--no-owner", "--no-privileges", "--no-comments", f"--snapshot={snapshot}"]
        + [f"--exclude-table-data=public.{name}" for name in picture.EMPTIED]
        + [f"--dbname={make_conninfo(**place, user=database.desk)}"],
        dies_by=signal.SIGKILL,
        environment={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PGPASSWORD": password},
        output=subprocess.PIPE,
        errors=subprocess.DEVNULL,
    )
    try:
        _seal(dumper.stdout, writer)
    except BaseException:
        dumper.kill()
        dumper.wait()
        raise
    if dumper.wait() != 0:
        raise Trouble(
            f"备份没有做成(pg_dump 以 {dumper.returncode} 结束)。",
            f"The backup was not made (pg_dump ended with {dumper.returncode}).",
        )


def _seal(source: IO[bytes] | None, writer: Writer) -> None:
    if source is None:
        raise RuntimeError("pg_dump has no pipe")
    with source:
        while chunk := source.read(CHUNK):
            writer.write(chunk)


def _try_out(home: Home, half: Path, key: bytes) -> None:
    """Read the file back from the disk, while its own key is still known, into a second server."""
    room = home.path / f"{keeping.TRIAL}{secrets.token_hex(4)}"
    room.mkdir(mode=0o700)
    try:
        with half.open("rb") as file:
            reader = Reader(file, name=half.name)
            reader.unlock_with(key)
            log = room / "server.log"
            where = binaries_for(home.postgres_source)
            with trying.cluster(room / "postgres", binaries=where, log=log, passwords={}, durable=False) as made:
                trying.fill(made, reader.dump(), reader.manifest["picture"])
    finally:
        shutil.rmtree(room, ignore_errors=True)
