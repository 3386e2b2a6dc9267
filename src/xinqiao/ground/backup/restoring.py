"""Putting a backup back: beside what is there, compared, and only then in its place, in one step."""

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from xinqiao.ground import binaries, instance_key, kernel, leftovers
from xinqiao.ground.backup import picture, sheet, taking, trying
from xinqiao.ground.backup.sealed import Reader
from xinqiao.ground.home import Home, ensure_secret, settle_folder
from xinqiao.ground.roles import DESK, DOOR
from xinqiao.ground.words import Trouble

DRAFT = "restoring-"
OLDER = "postgres.before-"
VERSION_STEP = 10000  # PostgreSQL counts 170002 for 17.2


@dataclass(frozen=True)
class Restored:
    """What stands in the data folder now."""

    made_at: str
    head: str | None
    rows: int
    aside: Path | None
    key_missing: bool
    other_backup_key: bool


def restore(home: Home, file: IO[bytes], *, name: str, private: X25519PrivateKey, replace: bool) -> Restored:
    """Bring a backup back into this data folder. Raises Trouble; then the folder is as it was.

    An older database is kept aside, never overwritten. Call from the main thread.
    """
    for _piece in _opened(file, name, private).dump():
        pass  # once to the end, so that a spoilt file is known before anything is begun
    file.seek(0)
    reader = _opened(file, name, private)
    descriptor = home.lock()
    try:
        _refuse(home, reader, replace=replace)
        leftovers.clear(home)
        for left in home.path.glob(f"{DRAFT}*"):
            shutil.rmtree(left, ignore_errors=True)
        draft = home.path / f"{DRAFT}{secrets.token_hex(4)}"
        draft.mkdir(mode=0o700)
        try:
            _build(home, draft, reader)
            home.settle(reader.manifest["kind"])
            aside = _put_in_place(home, draft / "postgres")
            other = not sheet.bring_back(home, private)  # else no backup would be made from now on, and nobody told
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as reason:
        raise Trouble(f"恢复没有完成:{reason.strerror}。", f"The restore did not finish: {reason.strerror}.") from None
    finally:
        os.close(descriptor)
    seen = reader.manifest["picture"]
    missing = not _has_instance_key(home)
    return Restored(reader.made_at, seen["head"], picture.rows_in(seen), aside, missing, other)


def _opened(file: IO[bytes], name: str, private: X25519PrivateKey) -> Reader:
    reader = Reader(file, name=name)
    reader.unlock(private)
    return reader


def _refuse(home: Home, reader: Reader, *, replace: bool) -> None:
    if home.postgres_source == "url" or os.environ.get("DATABASE_URL"):
        raise Trouble(
            "恢复只进本程序自己的数据库;请去掉 DATABASE_URL,用 --into 指定一个新的数据目录。",
            "A backup is restored into a database of our own; unset DATABASE_URL and name a new folder with --into.",
        )
    if home.postgres.exists() and not replace:
        raise Trouble(
            f"{home.path} 里已有数据库,没有改动。确要换掉,请加 --replace;原来的会留在旁边。",
            f"{home.path} holds a database already; nothing was changed. Add --replace to change it; "
            "the old one is kept aside.",
        )
    if home.kind not in (None, reader.manifest["kind"]):
        home.settle(reader.manifest["kind"])  # says which kind lives here, and refuses
    if _has_instance_key(home):
        expected = taking.origin(home, reader.header, reader.manifest)
        if not secrets.compare_digest(expected, str(reader.manifest.get("origin"))):
            raise Trouble(
                "这份备份不是用这里的实例密钥的学校做的,没有改动。请换成那所学校的实例密钥,或用 --into 指定空目录。",
                "This backup was made under another instance key; nothing was changed. Put that school's instance "
                "key here, or name an empty folder with --into.",
            )


def _has_instance_key(home: Home) -> bool:
    credentials = os.environ.get("CREDENTIALS_DIRECTORY")
    given = bool(credentials) and (Path(str(credentials)) / instance_key.CREDENTIAL).exists()
    return given or home.instance_key.exists()


def _build(home: Home, draft: Path, reader: Reader) -> None:
    """A whole new server beside the old one, compared with what was saved."""
    theirs = int(reader.manifest["server"]) // VERSION_STEP
    source = home.postgres_source or _source_for(theirs)
    where = taking.binaries_for(source)
    for folder in (home.log, home.secret("x").parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    passwords = {role: ensure_secret(home.secret(name)) for role, name in ((DESK, "desk"), (DOOR, "door"))}
    log = home.log / "restore.log"
    with trying.cluster(draft / "postgres", binaries=where, log=log, passwords=passwords, durable=True) as made:
        _check_age(binaries.major(made.data), theirs)
        trying.fill(made, reader.dump(), reader.manifest["picture"])
    home.choose_postgres(source)


def _check_age(ours: int, theirs: int) -> None:
    if ours < theirs:
        raise Trouble(
            f"备份出自 PostgreSQL {theirs},这台电脑上是 {ours};请先安装 {theirs} 或更新的版本。",
            f"The backup comes from PostgreSQL {theirs} and this computer has {ours}; install {theirs} or newer first.",
        )


def _source_for(theirs: int) -> str:
    """The distribution's server in a new folder, unless it is too old for this backup."""
    try:
        return "distribution" if int(binaries.of_the_distribution().parent.name) >= theirs else "wheel"
    except binaries.NoPostgres:
        return "wheel"


def _put_in_place(home: Home, whole: Path) -> Path | None:
    """One step of the file system: before it the old database stands there, after it the new one."""
    settle_folder(whole.parent)
    if not home.postgres.exists():
        whole.rename(home.postgres)
        settle_folder(home.path)
        return None
    aside = home.path / f"{OLDER}{secrets.token_hex(4)}"
    whole.rename(aside)
    kernel.exchange(aside, home.postgres)
    settle_folder(home.path)
    return aside


def facts(restored: Restored) -> dict[str, Any]:
    """For a line of JSON."""
    aside = str(restored.aside) if restored.aside else None
    return {**vars(restored), "aside": aside}
