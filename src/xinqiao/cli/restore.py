"""`xinqiao restore`: a backup back into a data folder, on this machine or another."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import IO

from xinqiao.cli.folder import INTERRUPTED, home_for
from xinqiao.ground import accounts, environment
from xinqiao.ground.backup import restoring, sheet
from xinqiao.ground.program import lifetime
from xinqiao.ground.words import Trouble, both, say, warn

HANDED_OVER = "fd:"  # a file that root has opened for the program's account
LONGEST_SHEET = 1 << 16


def run(arguments: argparse.Namespace) -> int:
    """Restore; 0 when the database stands. Raises Trouble, and then nothing was changed."""
    if arguments.into is not None:
        os.environ[environment.HOME] = str(Path(arguments.into).absolute())
    if accounts.is_root():
        arguments.given = _for_the_account(arguments)
    home = home_for(arguments)
    private = sheet.read(_key_text(arguments.key_file))
    with _opened(arguments.file) as file, lifetime(stopped=INTERRUPTED):
        name = Path(arguments.file.rpartition(":")[2]).name
        restored = restoring.restore(home, file, name=name, private=private, replace=arguments.replace)
    if arguments.json:
        print(json.dumps(restoring.facts(restored)))
    else:
        _tell(restored, str(home.path))
    if restored.key_missing:
        warn(
            f"还差一步:把原来那所学校的实例密钥放到 {home.instance_key}(chmod 600),否则程序不启动。",
            f"One step is left: put the school's own instance key in {home.instance_key} (chmod 600); "
            "without it nothing is started.",
        )
    return 0


def _tell(restored: restoring.Restored, home: str) -> None:
    head = restored.head or "—"
    say(
        f"已恢复到 {home}:{restored.made_at} 的备份,{restored.rows} 行,账簿链头 {head},与备份时一致。",
        f"Restored into {home}: the backup of {restored.made_at}, {restored.rows} rows, the ledger's head {head}, "
        "as they were saved.",
    )
    if restored.other_backup_key:
        say(
            "这里已有另一把备份密钥,没有改动:今后的备份用那把的纸打开,请把两张纸都留着。",
            "Another backup key is here and was left: backups to come open with its sheet, so keep both.",
        )
    else:
        say(
            "备份密钥也回来了:程序运行时每夜照旧备份,用同一张纸打开。",
            "So is the half of the backup key that seals: while the program runs, backups are made every night as "
            "before and open with the same sheet.",
        )
    say(
        "在这台电脑上先做一份:xinqiao backup --verify。",
        "Make the first one on this computer now: xinqiao backup --verify.",
    )
    if restored.aside is not None:
        say(f"原来的数据库留在 {restored.aside}。", f"The older database is kept in {restored.aside}.")


def _for_the_account(arguments: argparse.Namespace) -> list[str]:
    """The same command for an account that may not read root's files: they are opened here and handed over."""
    given = ["restore", _hand_over(arguments.file)]
    given += ["--key-words"] if arguments.key_words else ["--key-file", _hand_over(arguments.key_file)]
    return given + [flag for flag, wanted in (("--replace", arguments.replace), ("--json", arguments.json)) if wanted]


def _hand_over(path: str) -> str:
    with _opened(path) as file:
        descriptor = os.dup(file.fileno())
    os.set_inheritable(descriptor, True)
    return f"{HANDED_OVER}{descriptor}:{Path(path).name}"


def _opened(path: str) -> IO[bytes]:
    number, _, _name = path.removeprefix(HANDED_OVER).partition(":")
    try:
        if path.startswith(HANDED_OVER) and number.isdecimal():
            return os.fdopen(int(number), "rb")
        return Path(path).open("rb")
    except OSError as reason:
        raise Trouble(f"读不到 {path}:{reason.strerror}。", f"{path} cannot be read: {reason.strerror}.") from None


def _key_text(file: str | None) -> str:
    """What somebody copied from the sheet. It is asked for, never an argument that others could list."""
    if file is not None:
        with _opened(file) as source:
            return source.read(LONGEST_SHEET).decode("utf-8", errors="replace")
    if not sys.stdin.isatty():
        return sys.stdin.read(LONGEST_SHEET)
    print(both(f"请输入备份密钥的 {sheet.LINES} 行:", f"Type the {sheet.LINES} lines of the backup key:"))
    return "\n".join(f"{number}: {_line(number)}" for number in range(1, sheet.LINES + 1))


def _line(number: int) -> str:
    """One line, asked for until its own check letters fit. Raises Trouble at an end of input."""
    while True:
        try:
            typed = input(f"{number}: ")
        except EOFError:
            raise Trouble("没有输入,什么也没有改。", "Nothing was typed; nothing was changed.") from None
        try:
            sheet.read_line(number, typed)
        except Trouble as trouble:
            print(trouble, file=sys.stderr)
        else:
            return typed
