"""The parser of `xinqiao`, and the way to each command. Help is in both languages."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from xinqiao.cli.benches import BENCHES
from xinqiao.cli.drills import DRILLS
from xinqiao.ground.words import Trouble

# A command lives in the module of its name, whose `run(arguments)` gives the exit code.
COMMANDS = {
    "demo": ("启动一所虚构的学校", "run an invented school"),
    "setup": ("建立一所真实的学校", "set up a real school"),
    "serve": ("提供服务", "serve the school that lives in the data folder"),
    "certificate": ("为其他电脑制作证书和机房说明", "make a certificate and a sheet for the computer room"),
    "import-roster": ("导入花名册(Excel 或 CSV)", "import a roster (Excel or CSV)"),
    "clauses": ("列出每条规定及其落实", "list every clause and how it is kept"),
    "check": ("检查能否安全运行", "check that everything is in order"),
    "bench": ("测量速度", "measure speed"),
    "drill": ("演练一个承诺", "try out a promise on an invented school"),
    "ledger": ("核验账簿", "verify the ledger"),
    "backup": ("加密备份数据库", "make a sealed backup of the database"),
    "restore": ("从备份恢复", "bring a backup back"),
    "recover": ("用信封里的恢复字交还同事的钥匙", "give a colleague's keys back by the envelope"),
    "docs": ("生成或核对参考文档", "write the generated documents, or check them"),
}


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="xinqiao",
        description="心桥:按学校自己的规定运行心理辅导工作。\nXinqiao: runs a school's counselling service by its own rules.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="数据目录由 XINQIAO_HOME 指定,默认 ./var / XINQIAO_HOME names the data folder, ./var by default.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="命令 / COMMAND")
    made = {
        name: commands.add_parser(name, help=f"{chinese} / {english}", description=f"{chinese} / {english}")
        for name, (chinese, english) in COMMANDS.items()
    }
    for name in ("demo", "serve"):
        made[name].add_argument("--port", type=_port, help="端口,默认 PORT 或 8000 / port, by default PORT or 8000")
    made["serve"].add_argument(
        "--host",
        default="127.0.0.1",
        help="监听地址;非本机地址需要证书 / address; others than this computer need a certificate",
    )
    _setup(made["setup"])
    made["certificate"].add_argument(
        "--name", action="append", required=True, help="名称或 IP,可重复 / name or IP address, may be repeated"
    )
    _roster(made["import-roster"])
    for name in ("clauses", "check"):
        made[name].add_argument("--json", action="store_true", help="以 JSON 输出 / print JSON")
    made["bench"].add_argument("name", choices=sorted(BENCHES), help="哪一项 / which one")
    _drill(made["drill"])
    ledger = made["ledger"].add_subparsers(dest="act", required=True, metavar="动作 / ACT")
    verify = ledger.add_parser("verify", help="核验全部记录 / verify every entry")
    verify.add_argument("--json", action="store_true", help="以 JSON 输出 / print JSON")
    verify.add_argument(
        "--printed",
        action="append",
        default=[],
        metavar="1042-9f3a01bc",
        help="纸面上印的链头,可重复 / a head printed on paper, may be repeated",
    )
    _backup(made["backup"])
    _restore(made["restore"])
    made["docs"].add_argument("--check", action="store_true", help="只核对,不写入 / only check, write nothing")
    return top


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text}: 1–65535")
    return number


def _setup(command: argparse.ArgumentParser) -> None:
    command.add_argument("--school", metavar="NAME", help="学校名称 / name of the school")
    command.add_argument("--year", metavar="NAME:START:END", help="学年 / school year, 2026–2027:2026-09-01:2027-08-31")
    command.add_argument(
        "--term",
        action="append",
        metavar="NAME:START:END",
        help="学期,可重复 / term, may be repeated, 第一学期:2026-09-01:2027-01-22",
    )
    command.add_argument("--director", metavar="NAME", help="心理咨询中心主任 / director of the counselling room")
    command.add_argument(
        "--second", metavar="NAME", help="需要第二人时由谁承担 / who is the second person where a rule needs one"
    )
    command.add_argument(
        "--postgres",
        choices=("distribution", "wheel"),
        help="用系统自带的 PostgreSQL,或随程序附带的 / the distribution's PostgreSQL, or the one that comes along",
    )
    command.add_argument(
        "--sheet",
        metavar="PIPE",
        help="把信封里的那一页送到打印机的管道 / send the envelope's sheet to a printer's pipe: --sheet >(lp)",
    )
    again = command.add_mutually_exclusive_group()
    again.add_argument(
        "--envelope", action="store_true", help="学校已在,只做信封 / the school is there: make its envelope only"
    )
    again.add_argument(
        "--codes",
        action="store_true",
        help="学校已在、还没有人登录过:重做启动码 / the school is there and nobody has signed in: new start codes",
    )


def _roster(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", help="文件 / file")
    command.add_argument("--dry-run", action="store_true", help="只预览,不导入 / preview only")
    command.add_argument("--json", action="store_true", help="以 JSON 输出 / print JSON")
    command.add_argument(
        "--confirm",
        action="append",
        default=[],
        metavar="ID",
        help="确认一个猜测,可重复 / confirm a guess, may be repeated",
    )
    command.add_argument("--confirm-all", action="store_true", help="确认全部猜测 / confirm every guess")
    command.add_argument(
        "--invented",
        action="store_true",
        help="花名册是虚构的,可导入演示 / the roster is invented and may go into a demo",
    )


def _drill(command: argparse.ArgumentParser) -> None:
    told = "\n".join(f"  {name}: {one.chinese} / {one.english}" for name, one in DRILLS.items())
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.epilog = told
    command.add_argument("name", choices=sorted(DRILLS), help="哪一项 / which one")
    command.add_argument(
        "--size", choices=("small", "full"), default="small", help="小样或全量 / a sample, or as promised"
    )
    command.add_argument("--seed", type=int, default=1, metavar="N", help="随机数的种子 / where chance begins")
    command.add_argument(
        "--flaw", metavar="NAME", help="故意放一个缺陷,应当失败 / make a mistake on purpose: it is to fail"
    )
    command.add_argument(
        "--school",
        metavar="FOLDER",
        help="留用的虚构学校,没有则先建 / an invented school to keep and copy, made if missing",
    )


def _backup(command: argparse.ArgumentParser) -> None:
    command.add_argument("--to", metavar="FOLDER", help="放在哪个文件夹 / the folder to put it in")
    command.add_argument(
        "--verify", action="store_true", help="再恢复到另一个数据库核对 / try it out in a second database"
    )
    command.add_argument(
        "--make-key", action="store_true", help="生成备份密钥,显示一次 / make the backup key and show it once"
    )
    command.add_argument("--replace", action="store_true", help="换新的备份密钥 / make a new key in place of the old")
    command.add_argument("--json", action="store_true", help="以 JSON 输出 / print JSON")


def _restore(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", help="备份文件 / the backup")
    key = command.add_mutually_exclusive_group(required=True)
    key.add_argument("--key-file", metavar="FILE", help="抄录了那张纸的文件 / a file with the sheet's lines")
    key.add_argument("--key-words", action="store_true", help="逐行输入纸上的密钥 / type the sheet's lines")
    command.add_argument("--into", metavar="HOME", help="恢复到哪个数据目录 / the data folder to restore into")
    command.add_argument(
        "--replace",
        action="store_true",
        help="换掉已有的数据库,旧的留在旁边 / replace a database, keeping the old aside",
    )
    command.add_argument("--json", action="store_true", help="以 JSON 输出 / print JSON")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. Troubles are told in both languages."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parsed = parser().parse_args(given)
    parsed.given = given
    module = import_module(f"xinqiao.cli.{parsed.command.replace('-', '_')}")
    try:
        return int(module.run(parsed))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
