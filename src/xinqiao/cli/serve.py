"""`xinqiao serve`: the school that lives in the data folder."""

import argparse

from xinqiao.cli.asking import check_key
from xinqiao.cli.folder import home_for, port_for
from xinqiao.cli.running import programs
from xinqiao.ground import certificate
from xinqiao.ground.addresses import is_loopback
from xinqiao.ground.certificate import Files
from xinqiao.ground.home import Home
from xinqiao.ground.program import Place, lifetime, serve, standing
from xinqiao.ground.words import Trouble, say


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped. Raises Trouble; other computers are refused without a certificate."""
    home = home_for(arguments)
    kind = home.kind
    if kind is None:
        raise Trouble(
            f"{home.path} 里还没有学校;请先运行 xinqiao setup。",
            f"There is no school in {home.path} yet; run xinqiao setup first.",
        )
    files = Files(home.certificate)
    place = _place(home, files, arguments.host, port_for(arguments))
    with lifetime(stopped=0), standing(home, kind, place=place) as ground:
        ground.migrate()
        check_key(ground)
        serve(ground, place, programs(place, files), ready=lambda: _greet(place))
    return 0


def _place(home: Home, files: Files, host: str, port: int) -> Place:
    if files.exist():
        return Place(port=port, host=host, names=certificate.names_in(files), tls=True)
    if not is_loopback(host):
        raise Trouble(
            f"{host} 不是本机地址,没有证书不对外提供服务:否则网内的人能看到口令和内容。"
            f"请先运行 xinqiao certificate --name <名称或 IP>(数据目录 {home.path})。",
            f"{host} is not this computer's own address, and without a certificate others on the network could read "
            f"passphrases and content. Run xinqiao certificate --name <name or IP> first (data folder {home.path}).",
        )
    return Place(port=port, host=host)


def _greet(place: Place) -> None:
    say(f"心桥已就绪:{place.url} (Ctrl-C 结束)", f"Xinqiao is ready at {place.url} (Ctrl-C ends it)")
