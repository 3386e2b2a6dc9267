"""`xinqiao recover`: give a colleague's keys back by the envelope, at the terminal of the school's computer."""

import argparse
import getpass
import json
import sys

from xinqiao.cli import envelope
from xinqiao.cli.asking import ask
from xinqiao.cli.folder import ground_for
from xinqiao.ground.program import Ground
from xinqiao.ground.words import Trouble, both, say


def run(arguments: argparse.Namespace) -> int:
    """Ask who is here, for whom, and for the words; 0 when the keys are given. Raises Trouble."""
    with ground_for(arguments, migrate=False) as ground:
        who = {
            "sign_in": _ask(
                "你的登录名(主任或校长,没有发过启动码的那一位;主任自己的由校长办)",
                "Your sign-in name (director or principal, whichever did not issue the start code; for a director, principal)",
            ),
            "passphrase": _ask_quietly("你的口令", "Your passphrase"),
        }
        told = _answered(ground, who)
        ask, name = _choose(told["waiting"])
        try:
            granted = _give(ground, who | {"ask": ask})
        finally:
            envelope.wipe_screen()
    say(
        f"交还了 {granted} 把钥匙给{name}。没有显示任何记录。信封换新,封好,放回保险柜。",
        f"{granted} {'key was' if granted == 1 else 'keys were'} given back to {name}. No record was shown. Seal a new envelope and lock it away.",
    )
    return 0


def _give(ground: Ground, who: dict[str, str]) -> int:
    """A slip may be corrected, in its group alone; everything else ends the command."""
    words = envelope.typed_words()
    while words is not None:
        told = ask(ground, "django", "recover_keys", given=json.dumps(who | {"words": "\n".join(words)}))
        if told is None:
            raise Trouble("没有办成,原因见上。", "It was not done; see above.")
        if not told["wrong"]:
            return int(told["granted"])
        if not sys.stdin.isatty():
            raise Trouble(*told["wrong"])
        words = envelope.corrected(words, told)
    raise Trouble("没有输入恢复字,什么也没有改。", "No words were typed; nothing was changed.")


def _answered(ground: Ground, given: dict[str, str]) -> dict[str, list[list[str]]]:
    told = ask(ground, "django", "recover_keys", given=json.dumps(given))
    if told is None:
        raise Trouble("没有办成,原因见上。", "It was not done; see above.")
    if told["wrong"]:
        raise Trouble(*told["wrong"])
    return told


def _choose(waiting: list[list[str]]) -> tuple[str, str]:
    """The one who waits, or the one that is named by number."""
    for number, (_pk, name) in enumerate(waiting, 1):
        print(f"  {number}  {name}")
    typed = _ask("给谁(号码)", "For whom (number)")
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(waiting)):
        raise Trouble(f"没有第 {typed} 号。", f"There is no number {typed}.")
    pk, name = waiting[int(typed) - 1]
    return pk, name


def _ask(chinese: str, english: str) -> str:
    try:
        return input(both(chinese, english) + ": ").strip()
    except EOFError:
        raise Trouble("没有输入,什么也没有改。", "Nothing was typed; nothing was changed.") from None


def _ask_quietly(chinese: str, english: str) -> str:
    """A passphrase does not stand on the screen; a script's comes by a pipe."""
    return getpass.getpass(both(chinese, english) + ": ") if sys.stdin.isatty() else _ask(chinese, english)
