"""Letting go of root: the whole program runs under a system account of its own."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from . import accounts, environment, runtime
from .accounts import PROGRAM_USER, Account
from .home import Home
from .words import Trouble, warn

STATE = Path("/var/lib/xinqiao")
SYSTEM_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


def ensure_account() -> Account:
    """The system account `xinqiao`, made if the machine has none. Only root can."""
    account = accounts.named(PROGRAM_USER)
    if account is not None:
        return account
    useradd = shutil.which("useradd", path=SYSTEM_PATH)
    if useradd is None:
        raise Trouble(
            f"缺少 useradd,不能建立系统用户 {PROGRAM_USER};请先建立它,或用普通用户运行。",
            f"useradd is missing; make the system user {PROGRAM_USER} first, or run as an ordinary user.",
        )
    command = [useradd, "--system", "--user-group", "--no-create-home"]
    command += ["--home-dir", str(STATE), "--shell", "/usr/sbin/nologin", PROGRAM_USER]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    account = accounts.named(PROGRAM_USER)  # another start may have made it in the meantime
    if account is None:
        raise Trouble(f"不能建立系统用户 {PROGRAM_USER}:{made.stderr}", f"useradd failed: {made.stderr}")
    return account


def ensure_home(asked: Path, account: Account) -> Path:
    """A data folder that the account can reach and owns; the real path of it.

    Where the way there is closed (a folder under /root), the data lives under
    /var/lib/xinqiao and a symbolic link stands where it was asked for.
    """
    if asked.is_symlink():
        asked = asked.resolve()
    if not _way_is_open(asked, account):
        return _elsewhere(asked, account)
    _make_parents(asked.parent)
    asked.mkdir(mode=0o700, exist_ok=True)
    _hand_over(asked, account)
    return asked.resolve()


def _way_is_open(path: Path, account: Account) -> bool:
    nearest = next(parent for parent in path.parents if parent.exists())
    return accounts.can_pass(nearest, account)


def _elsewhere(asked: Path, account: Account) -> Path:
    real = STATE / f"home-{hashlib.sha256(os.fsencode(asked)).hexdigest()[:12]}"
    if asked.exists():
        if any(asked.iterdir()):
            raise Trouble(
                f"系统用户 {account.name} 进不了 {asked.parent},而 {asked} 已有内容;请用 XINQIAO_HOME 指定别处。",
                f"The system user {account.name} cannot enter {asked.parent}, and {asked} is not empty; "
                "choose another place with XINQIAO_HOME.",
            )
        asked.rmdir()
    _make_parents(STATE)
    real.mkdir(mode=0o700, exist_ok=True)
    _hand_over(real, account)
    _make_parents(asked.parent)
    asked.symlink_to(real)
    warn(
        f"系统用户 {account.name} 进不了 {asked.parent},数据放在 {real},{asked} 指向那里。",
        f"The system user {account.name} cannot enter {asked.parent}: the data lives in {real}, and {asked} points there.",
    )
    return real


def _make_parents(folder: Path) -> None:
    """Make missing folders so that others can pass, whatever root's umask says."""
    for step in [*reversed(folder.parents), folder]:
        if not step.exists():
            step.mkdir()
            step.chmod(0o755)


def _hand_over(folder: Path, account: Account) -> None:
    owner = folder.lstat().st_uid
    if owner == account.uid:
        return
    if owner != 0:
        raise Trouble(
            f"{folder} 属于别的用户(编号 {owner});请以该用户运行,或用 XINQIAO_HOME 指定别处。",
            f"{folder} belongs to another user (number {owner}); run as that user, or choose another XINQIAO_HOME.",
        )
    Home(folder).refuse_foreign()
    for top, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.lchown(Path(top) / name, account.uid, account.gid)
    os.lchown(folder, account.uid, account.gid)


def run_as_program_user(module: str, arguments: Sequence[str], *, home: Path | None, checkout: Path) -> None:
    """Become the program's account and run the same command again. Does not return.

    Raises Trouble when the account, the data folder or a readable copy of the
    program cannot be had.
    """
    account = ensure_account()
    real = ensure_home(home, account) if home is not None else Path("/")
    place = runtime.readable_by(account, checkout=checkout, state=STATE)
    variables = {**os.environ, **place.variables, "HOME": str(real)}
    if home is not None:
        variables[environment.HOME] = str(real)
    for name in ("USER", "LOGNAME"):
        variables[name] = account.name
    sys.stdout.flush()
    sys.stderr.flush()
    os.setgroups([])
    os.setresgid(account.gid, account.gid, account.gid)
    os.setresuid(account.uid, account.uid, account.uid)
    os.umask(0o077)
    with contextlib.suppress(OSError):
        os.chdir(real)
    os.execve(place.python, [str(place.python), "-P", "-m", module, *arguments], variables)  # noqa: S606
