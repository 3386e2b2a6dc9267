"""`xinqiao demo`: an invented school, ready to be looked at."""

import argparse
import json

from xinqiao.cli.asking import check_key
from xinqiao.cli.folder import home_for, port_for
from xinqiao.cli.running import programs
from xinqiao.cli.table import table
from xinqiao.ground.certificate import Files
from xinqiao.ground.home import Home
from xinqiao.ground.program import Ground, Place, lifetime, serve, standing
from xinqiao.ground.words import Trouble, say

COLUMNS = {
    "name": "姓名 / name",
    "sign_in": "登录名 / sign-in",
    "passphrase": "口令 / passphrase",
    "computer_code": "本机代码 / computer code",
    "role": "岗位 / role",
}


def run(arguments: argparse.Namespace) -> int:
    """Serve the demo until stopped. Raises Trouble."""
    home = home_for(arguments)
    place = Place(port=port_for(arguments))
    with lifetime(stopped=0), standing(home, "demo", place=place) as ground:
        _prepare(ground)
        serve(ground, place, programs(place, Files(home.certificate)), ready=lambda: _greet(home, place))
    return 0


def _prepare(ground: Ground) -> None:
    """Tables, and once the invented school; one from an earlier version gets what it has not had."""
    ground.migrate()
    check_key(ground)
    if not ground.home.demo_accounts.exists():
        say("正在准备一所虚构的学校……", "Preparing an invented school …")
    if ground.run("django", "seed_demo") != 0:
        raise Trouble("演示数据没有准备好,原因见上。", "The invented school could not be made; see above.")


def _greet(home: Home, place: Place) -> None:
    accounts = json.loads(home.demo_accounts.read_text(encoding="utf-8"))
    rows = [[str(entry.get(key, "")) for key in COLUMNS] for entry in accounts]
    print(table([list(COLUMNS.values()), *rows]))
    say(
        f"演示学校已就绪:{place.url} (数据目录 {home.path},Ctrl-C 结束)",
        f"The demo is ready at {place.url} (data folder {home.path}; Ctrl-C ends it)",
    )
