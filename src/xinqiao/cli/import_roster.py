"""`xinqiao import-roster FILE`: the school's people, as the school office has them."""

import argparse
import os
import shutil
from pathlib import Path

from xinqiao.cli.folder import asked_home, ground_for
from xinqiao.ground import accounts, descent
from xinqiao.ground.words import Trouble

INCOMING = "incoming"


def run(arguments: argparse.Namespace) -> int:
    """Preview or import a roster; the exit code of the import."""
    file = Path(arguments.file).absolute()
    if not file.is_file():
        raise Trouble(f"找不到文件 {file}。", f"There is no file {file}.")
    if accounts.is_root():
        arguments.given = [_handed_in(file) if word == arguments.file else word for word in arguments.given]
    flags = [f"--{name}" for name in ("dry-run", "json", "confirm-all", "invented") if _wanted(arguments, name)]
    for guess in arguments.confirm:
        flags += ["--confirm", guess]
    with ground_for(arguments) as ground:
        try:
            return ground.run("django", "import_roster", str(file), *flags)
        finally:
            if file.parent == ground.home.path / INCOMING:
                file.unlink(missing_ok=True)


def _wanted(arguments: argparse.Namespace, name: str) -> bool:
    return bool(getattr(arguments, name.replace("-", "_")))


def _handed_in(file: Path) -> str:
    """Root's file where the program's account can read it; that account removes it when it is done."""
    account = descent.ensure_account()
    folder = descent.ensure_home(asked_home(), account) / INCOMING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    copy = folder / file.name
    copy.touch(mode=0o600)
    copy.write_bytes(file.read_bytes())
    for path in (folder, copy):
        os.chown(path, account.uid, account.gid)
    return str(copy)
