"""The sheet of the sealed envelope at a terminal: shown once, read back, wiped.

What stands on it reaches this process by a pipe from the one that made it. It
is in no argument, no variable of the environment, no file and no log.
"""

import datetime
import os
import re
import secrets
import stat
import sys
from dataclasses import dataclass, field
from typing import Any

from xinqiao.cli.asking import ask
from xinqiao.ground.backup import sheet
from xinqiao.ground.home import Home
from xinqiao.ground.program import Ground
from xinqiao.ground.words import Trouble, both, say, warn

CLEAR = "\x1b[H\x1b[2J\x1b[3J"  # home, the screen, and what had scrolled away
HANDED_OVER = "fd:"  # a pipe that root has opened for the program's account
GROUPS = 8
GROUP_LETTERS = 8
LABEL = re.compile(r"^\s*[(（][1-8][)）]")


@dataclass(frozen=True)
class Page:
    """What is shown, and what it is compared with when it is typed back."""

    text: str = field(repr=False)
    key: sheet.Fresh | None


def page(home: Home, told: dict[str, Any], school: str) -> Page:
    """The sheet, and the backup key with it: unless there is one whose own sheet was not of this kind.

    Where an envelope that nobody confirmed made room, its sheet may never have been
    seen, and the backup key stood on it.
    """
    key = None
    renewed = bool(told.get("renewed"))
    if renewed or not sheet.public_file(home).exists():
        key = sheet.fresh()
        sheet.install(home, key, replace=renewed)
    on = datetime.datetime.now().astimezone().date()
    text = sheet.envelope(school=school, on=on, words=told["words"], fingerprint=told["fingerprint"], key=key)
    return Page(text, key)


def check_place(path: str) -> None:
    """Only what keeps nothing: a printer's pipe, a device. Raises Trouble for a file, which would lie on the disk."""
    try:
        mode = os.fstat(int(path[3:])).st_mode if path.startswith(HANDED_OVER) else os.stat(path).st_mode
    except (OSError, ValueError):
        mode = stat.S_IFREG  # what is not there would be made as a file
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        raise Trouble(
            f"{path} 会把恢复字留在磁盘上。请给打印机的管道,例如 --sheet >(lp),或不写 --sheet,看屏幕。",
            f"{path} would leave the words on the disk. Give a printer's pipe, as in --sheet >(lp), or leave "
            "--sheet out and read the screen.",
        )


def hand_over(path: str) -> str:
    """The same place for an account that may not open root's pipes: opened here and handed over."""
    descriptor = os.open(path, os.O_WRONLY)
    os.set_inheritable(descriptor, True)
    return f"{HANDED_OVER}{descriptor}"


def show(page: Page, to: str | None) -> None:
    """Show the sheet once: on the screen, or where it was asked for. Raises Trouble."""
    if to is None:
        print(page.text, flush=True)
        return
    try:
        with open(int(to[3:]) if to.startswith(HANDED_OVER) else to, "w", encoding="utf-8") as place:
            place.write(page.text)
    except OSError as reason:
        raise Trouble(
            f"那一页写不到 {to}:{reason.strerror}。请运行 xinqiao setup --envelope 重做。",
            f"The sheet could not be written to {to}: {reason.strerror}. Run xinqiao setup --envelope again.",
        ) from None


def read_back(ground: Ground, page: Page) -> bool:
    """Have the words typed back, then the screen wiped; whether they were right. Without a person: False."""
    if not sys.stdin.isatty():
        say(
            "信封还没有核对:请主任或校长登录后,在“信封与备份”里照着输入一遍。",
            "The envelope is not confirmed yet: director or principal sign in and type the sheet back under "
            "“Envelope and backups”.",
        )
        return False
    say(
        "请现在打印或抄下这一页。然后照着纸面输入,核对一遍;直接按回车,以后再核对。",
        "Print or copy the sheet now. Then type it back from the paper; press Enter alone to do it later.",
    )
    done = False
    try:
        done = _words(ground) and _line(page.key)
    finally:
        wipe_screen()
    if done:
        say("核对好了,屏幕已清空。把那一页封好。", "It is right, and the screen is wiped. Seal the sheet.")
    else:
        warn(
            "信封还没有核对;每一页上会提醒,直到核对为止。",
            "The envelope is not confirmed; every page will say so until it is.",
        )
    return done


def wipe_screen() -> None:
    """Leave nothing of what was shown and typed, as far as a terminal obeys."""
    if sys.stdout.isatty():
        print(CLEAR, end="", flush=True)


def _words(ground: Ground) -> bool:
    groups = typed_words()
    while groups is not None:
        told = ask(ground, "django", "confirm_envelope", given="\n".join(groups))
        if told is None:
            return False
        if not told["wrong"]:
            return True
        groups = corrected(groups, told)
    return False


def typed_words() -> list[str] | None:
    """The eight groups, one or more a line; None for an empty line or an end of input."""
    print(both(f"恢复字,{GROUPS} 组,一组一行:", f"The recovery words, {GROUPS} groups, one a line:"))
    groups: list[str] = []
    while len(groups) < GROUPS:
        more = _typed_groups(len(groups) + 1, GROUPS - len(groups))
        if not more:
            return None
        groups += more
    return groups


def corrected(groups: list[str], told: dict[str, Any]) -> list[str] | None:
    """What was wrong is said, and only that group typed again; all of them where the mistake is not in one."""
    warn(*told["wrong"])
    place = int(told["group"])
    if not place:
        return typed_words()
    again = _typed_groups(place, 1)
    return [*groups[: place - 1], *again, *groups[place:]] if again else None


def _typed_groups(place: int, most: int) -> list[str]:
    """One line of whole groups, with or without its number; one that is not whole is asked for again at once."""
    while True:
        try:
            line = input(f"({place}) ")
        except EOFError:
            return []
        if not line.strip():
            return []
        letters = "".join(letter for letter in LABEL.sub("", line) if letter.isalnum())
        groups = [letters[start : start + GROUP_LETTERS] for start in range(0, len(letters), GROUP_LETTERS)]
        if groups and len(groups) <= most and len(groups[-1]) == GROUP_LETTERS:
            return groups
        warn(
            f"第 {place} 组应有 {GROUP_LETTERS} 个字符,请把这一行再输入一遍。",
            f"Group {place} has {GROUP_LETTERS} characters; type this line once more.",
        )


def _line(key: sheet.Fresh | None) -> bool:
    """One of the four lines of the backup key, chosen at random: enough to see that the copy is legible."""
    if key is None:
        return True
    number = secrets.randbelow(sheet.LINES) + 1
    wanted = sheet.read_line(number, key.lines[number - 1])
    while True:
        try:
            typed = input(both(f"备份密钥第 {number} 行:", f"Line {number} of the backup key: "))
        except EOFError:
            return False
        if not typed.strip():
            return False
        try:
            right = sheet.read_line(number, typed) == wanted
        except Trouble as trouble:
            print(trouble, file=sys.stderr)
            continue
        if right:
            return True
        warn("这不是这把密钥的那一行。", "That is not the line of this key.")
