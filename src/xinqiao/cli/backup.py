"""`xinqiao backup`: a sealed copy of the database, and the key that opens it, on paper."""

import argparse
import datetime
import json
from pathlib import Path

from xinqiao.cli.folder import ground_for, home_for
from xinqiao.ground.backup import keeping, sheet, taking
from xinqiao.ground.words import Trouble, say


def run(arguments: argparse.Namespace) -> int:
    """Make a backup, or with --make-key its key. Raises Trouble."""
    if arguments.to is not None:
        # As root the command starts again elsewhere: a relative path would then mean another place.
        asked, arguments.to = arguments.to, str(Path(arguments.to).absolute())
        arguments.given = [arguments.to if word == asked else word for word in arguments.given]
    if arguments.make_key:
        return _make_key(arguments)
    with ground_for(arguments, migrate=False) as ground:
        to = Path(arguments.to) if arguments.to else keeping.folder(ground.home)
        at = datetime.datetime.now(datetime.UTC)
        taken = taking.take(ground.home, ground.kind, ground.database, to=to, at=at, verify=arguments.verify)
    if arguments.json:
        print(json.dumps({**vars(taken), "file": str(taken.file)}))
        return 0
    tried = ("并已恢复核对一遍", ", tried out in a second database") if taken.verified else ("", "")
    say(
        f"已备份到 {taken.file}({taken.rows} 行,{taken.size} 字节){tried[0]}。",
        f"Saved in {taken.file} ({taken.rows} rows, {taken.size} bytes){tried[1]}.",
    )
    return 0


def _make_key(arguments: argparse.Namespace) -> int:
    home = home_for(arguments)
    if home.kind is None:
        raise Trouble("请先运行 xinqiao setup。", "Run xinqiao setup first.")
    print(sheet.make(home, replace=arguments.replace))
    say(
        "请现在就打印或抄下,再清空屏幕;这里不会再显示第二次。",
        "Print it or copy it now, then clear the screen; it is not shown a second time.",
    )
    return 0
