"""The data folder: one school, everything that must survive, one program at a time."""

import fcntl
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .words import Trouble

Kind = Literal["demo", "school"]
KINDS: tuple[Kind, ...] = ("demo", "school")


@dataclass(frozen=True)
class Running:
    """What a running program writes down for the commands beside it and the start after it."""

    pid: int
    port: int
    sockets: str
    url: str = ""


@dataclass(frozen=True)
class Home:
    """A data folder and where things lie in it. The path is absolute and real."""

    path: Path

    @property
    def postgres(self) -> Path:
        """PostgreSQL's data."""
        return self.path / "postgres"

    @property
    def log(self) -> Path:
        """Logs of PostgreSQL, the web server and the worker."""
        return self.path / "log"

    @property
    def instance_key(self) -> Path:
        """The key that stays outside of the database and of its backups."""
        return self.path / "keys" / "instance.key"

    @property
    def certificate(self) -> Path:
        """The certificate for other computers, once made."""
        return self.path / "certificate"

    @property
    def demo_accounts(self) -> Path:
        """Written by the seed command when the invented school stands."""
        return self.path / "demo-accounts.json"

    def secret(self, name: str) -> Path:
        """The file of a password that only this machine needs to know."""
        return self.path / "secrets" / name

    @property
    def kind(self) -> Kind | None:
        """Whether an invented school or a real one lives here; None in a new folder."""
        try:
            text = (self.path / "kind").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        for kind in KINDS:
            if kind == text:
                return kind
        raise Trouble(f"{self.path}/kind 内容不对。", f"{self.path}/kind holds something unknown.")

    @property
    def postgres_source(self) -> str | None:
        """Which PostgreSQL was chosen for this folder: `wheel`, `distribution` or `url`."""
        try:
            return (self.path / "postgres-source").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None

    def is_known(self) -> bool:
        """Whether this folder was made by us, as far as one can see before it is opened."""
        return (self.path / "lock").exists() or (self.path / "kind").exists()

    def settle(self, kind: Kind) -> None:
        """Make the folder for this kind of school, or refuse a folder that is something else."""
        self.refuse_foreign()
        if self.kind is None:
            write_private(self.path / "kind", kind)
        elif self.kind != kind:
            raise _wrong_kind(self.path, self.kind)
        for folder in (self.log, self.instance_key.parent, self.secret("x").parent):
            folder.mkdir(mode=0o700, exist_ok=True)

    def choose_postgres(self, source: str) -> None:
        """Write down which PostgreSQL this folder belongs to."""
        write_private(self.path / "postgres-source", source)

    def refuse_foreign(self) -> None:
        """Make the folder if it is missing; refuse one that holds something that is not ours."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            strange = not self.is_known() and any(self.path.iterdir())
        except OSError as reason:
            raise Trouble(
                f"数据目录 {self.path} 不能使用:{reason.strerror}。",
                f"The data folder {self.path} cannot be used: {reason.strerror}.",
            ) from None
        if strange:
            raise Trouble(
                f"{self.path} 里已有别的文件,请用 XINQIAO_HOME 指定一个空目录。",
                f"{self.path} holds other files; name an empty folder with XINQIAO_HOME.",
            )
        self.path.chmod(0o700)

    def lock(self) -> int:
        """Take this folder for this process alone, until it ends. Raises InUse."""
        self.refuse_foreign()
        descriptor = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise InUse(self) from None
        return descriptor

    @property
    def running(self) -> Running | None:
        """What the program that runs here, or did not end properly here, wrote down."""
        try:
            return Running(**json.loads((self.path / "run.json").read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def write_running(self, running: Running | None) -> None:
        """Say that the program runs, or that it ended properly."""
        if running is None:
            (self.path / "run.json").unlink(missing_ok=True)
        else:
            write_private(self.path / "run.json", json.dumps(vars(running)))


class InUse(Trouble):
    """Another program holds this data folder."""

    def __init__(self, home: Home) -> None:
        there = home.running
        where = f" {there.url}" if there and there.url else ""
        super().__init__(
            f"数据目录 {home.path} 正在使用中{where};要再开一份,请另指定 XINQIAO_HOME 和 PORT。",
            f"The data folder {home.path} is in use{where}; for a second copy choose another XINQIAO_HOME and PORT.",
        )


def _wrong_kind(path: Path, kind: Kind) -> Trouble:
    if kind == "school":
        return Trouble(
            f"{path} 里是一所真实的学校,演示不能在这里运行;请另指定 XINQIAO_HOME。",
            f"{path} holds a real school; the demo does not run there. Choose another XINQIAO_HOME.",
        )
    return Trouble(
        f"{path} 里是演示数据,不能用作真实的学校;请另指定 XINQIAO_HOME。",
        f"{path} holds the demo; a real school does not start there. Choose another XINQIAO_HOME.",
    )


def settle_folder(folder: Path) -> None:
    """What was named in a folder a moment ago is named so after a power cut, too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_private(path: Path, text: str) -> None:
    """Write a small file that only we can read, whole or not at all."""
    draft = path.with_name(path.name + ".draft")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    with draft.open("w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def ensure_secret(path: Path, *, size: int = 32) -> str:
    """The secret in this file, made at random at the first asking."""
    if not path.exists():
        write_private(path, secrets.token_hex(size))
    return path.read_text(encoding="ascii").strip()
