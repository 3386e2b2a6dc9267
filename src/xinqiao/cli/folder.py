"""From a command line to a data folder: which one, as whom, and with what running."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xinqiao
from xinqiao.ground import accounts, database, descent, environment
from xinqiao.ground.home import Home, InUse
from xinqiao.ground.program import Ground, lifetime, standing
from xinqiao.ground.words import Trouble

CHECKOUT = Path(xinqiao.__file__).resolve().parents[2]
DEFAULT_PORT = 8000
INTERRUPTED = 130  # the exit code of a command that was interrupted


def asked_home() -> Path:
    """The data folder that was asked for."""
    return environment.home_folder(CHECKOUT / "var")


def home_for(arguments: argparse.Namespace) -> Home:
    """The data folder of this command. As root it does not return: the command starts again as another user."""
    if accounts.is_root():
        descent.run_as_program_user("xinqiao", arguments.given, home=asked_home(), checkout=CHECKOUT)
    return Home(asked_home().resolve())


def leave_root(arguments: argparse.Namespace) -> None:
    """For a command without a data folder. As root it does not return."""
    if accounts.is_root():
        descent.run_as_program_user("xinqiao", arguments.given, home=None, checkout=CHECKOUT)


def port_for(arguments: argparse.Namespace) -> int:
    """The port asked for: by flag, by PORT, else 8000. Raises Trouble."""
    if arguments.port is not None:
        return int(arguments.port)
    text = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise Trouble(f"PORT={text} 不是端口号。", f"PORT={text} is not a port number.")
    return int(text)


@contextmanager
def ground_for(arguments: argparse.Namespace, *, migrate: bool = True) -> Iterator[Ground]:
    """The ground of a command that needs the database: the running program's, else our own for a while.

    Without `migrate` the tables are taken as they are.
    """
    home = home_for(arguments)
    try:
        kind = home.kind
    except OSError as reason:
        raise Trouble(
            f"数据目录 {home.path} 不能读取:{reason.strerror}。",
            f"The data folder {home.path} cannot be read: {reason.strerror}.",
        ) from None
    if kind is None:
        raise Trouble(
            f"{home.path} 里还没有学校;请先运行 xinqiao demo 或 xinqiao setup。",
            f"There is no school in {home.path} yet; run xinqiao demo or xinqiao setup first.",
        )
    with lifetime(stopped=INTERRUPTED):
        try:
            with standing(home, kind) as ground:
                if migrate:
                    ground.migrate()
                yield ground
        except InUse:
            running = home.running
            if running is None or not running.url:
                raise
            yield Ground(home, kind, database.of_running(home, running))
