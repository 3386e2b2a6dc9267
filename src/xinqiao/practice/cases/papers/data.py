"""What the forms hold, as plain values in the language of paper."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from xinqiao.office.papers.services import paper_class, paper_clock, paper_day, paper_language, paper_moment
from xinqiao.practice.cases.models import Case, Channel, Kind, Record
from xinqiao.practice.cases.papers import TITLES
from xinqiao.practice.cases.rules import TALKS, Field
from xinqiao.practice.cases.selectors import ReadRow
from xinqiao.practice.cases.services.readings import Shown
from xinqiao.register.consents.selectors import ConsentStanding, Giver, Way
from xinqiao.register.people.selectors.clients import Person

EMPTY_ROWS = 3
READERS_PURPOSE = "来访者要看谁打开过自己的材料"
WITHHELD = "这一栏这次不打印"
SIGNERS: dict[str, tuple[str, ...]] = {
    Kind.REGISTRATION: ("来访者签名", "咨询师签名"),
    Kind.INTAKE: ("咨询师签名",),
    Kind.PLAN: ("咨询师签名", "来访者签名", "主任或督导签名"),
    Kind.CLOSING: ("咨询师签名", "来访者签名", "主任签名"),
    Kind.ADDITION: ("咨询师签名", "档案管理员签名"),
}
SIGNED, SPOKEN, URGENT = "已签", "口头同意待补", "紧急情况依据"
GIVERS = ("学生已签", "监护人已签", "暂缓（说明）")
ONE_SIGNER = ("记录人签名",)
Line = dict[str, Any]


@dataclass(frozen=True)
class ToPrint:
    """A filed paper, open, with its additions; whose it is stands on the registration form alone."""

    shown: Shown = field(repr=False)
    additions: Sequence[Shown] = field(repr=False)
    person: Person | None = field(repr=False)
    in_case: Sequence[Record] = ()
    consent: ConsentStanding | None = None


def papers(sheets: Iterable[ToPrint], *, shows_sensitive: bool) -> dict[str, Any]:
    """Every paper with its additions behind it."""
    with paper_language():
        made = [_paper(one, shown, shows_sensitive) for one in sheets for shown in (one.shown, *one.additions)]
        return {"papers": made, "withheld": WITHHELD}


def readers(case: Case, rows: Iterable[ReadRow]) -> dict[str, Any]:
    """Who read a file, by post and not by name, in words a client understands."""
    with paper_language():
        return {
            "sub": f"个案 {case.number}",
            "intro": "下面是打开过、写过、打印过您的材料的每一次，最近的在前。同一个人同一天做的同一件事合成一行。",
            "lines": [_reading(row) for row in rows],
            "note": "登记由程序自己写，谁也删不掉一行。有不明白的，请问您的咨询师；觉得不该有的，可以找心理咨询中心主任。",
        }


def _reading(row: ReadRow) -> dict[str, str]:
    nobody = "没有依据，已拒绝" if row.is_refusal else "按岗位职责"
    return {
        "at": paper_moment(row.at),
        "posts": row.posts or ("没有岗位的人" if row.who else "程序自己"),
        "what": row.what,
        "times": str(row.times),
        "why": "\n".join(sentence for _id, sentence in row.clauses) or nobody,
    }


def _paper(one: ToPrint, shown: Shown, shows_sensitive: bool) -> dict[str, Any]:
    kind, version = Kind(shown.record.kind), shown.form.version
    title, said = str(TITLES[kind]), shown.opened.content["basics"]
    assert shown.record.filed_at is not None  # only what was filed is printed
    return {
        "title": title,
        "sub": f"个案编号 {said['case']}",
        "name": f"{title}，第 {version} 版，个案 {said['case']}",
        "basics": [*_basics(one, shown, said), *_after(one, shown)],
        "sections": [
            {
                "title": str(section.title),
                "fields": [_field(each, shown.fields.get(each.name), shows_sensitive) for each in section.fields],
            }
            for section in shown.form.sections
        ],
        "sealed": f"{shown.record.writer.name} 于 {paper_moment(shown.record.filed_at)} 签名归入，打印前核对无误。",
        "signatures": list(SIGNERS.get(kind, ONE_SIGNER)),
    }


def _basics(one: ToPrint, shown: Shown, said: dict[str, Any]) -> list[Line]:
    """What the signed document says of itself, and what the form asks for besides."""
    kind, writer = shown.record.kind, shown.record.writer.name
    starts = datetime.fromisoformat(said["starts_at"])
    ends = datetime.fromisoformat(said["ends_at"]) if said["ends_at"] else None
    if kind == Kind.REGISTRATION:
        return [_line("登记日期", paper_day(starts)), _line("分派咨询师", writer), *_who(one, shown.record.case)]
    if kind == Kind.INTAKE:
        return [
            _line("访谈日期与时长", f"{paper_day(starts)}{_length(starts, ends)}"),
            _line("咨询师", writer),
            _boxes("知情同意情况", [SIGNED, SPOKEN, URGENT], _agreed(one.consent)),
        ]
    if kind == Kind.PLAN:
        return [_line("版次与日期", f"第 {said['number']} 版，{paper_day(starts)}"), _line("咨询师", writer)]
    if kind == Kind.CLOSING:
        return [_line("起止日期与总次数", _course(one, shown.record), wide=True), _line("咨询师", writer)]
    if kind == Kind.ADDITION:
        original = one.shown.record
        return [
            _line("原记录日期与编号", f"{paper_day(original.starts_at)}，{original.title}", wide=True),
            _line("补记人", writer),
        ]
    return [
        _line("第几次", str(said["number"])),
        _line("日期", paper_day(starts)),
        _line("起止时间", f"{paper_clock(starts)} 至 {paper_clock(ends)}" if ends else paper_clock(starts)),
        _line("咨询师", writer),
    ]


def _who(one: ToPrint, case: Case) -> list[Line]:
    """The client's name: on this form and on no other page."""
    channel = case.details.get("channel", "")
    return [
        _line("姓名（可用化名）", one.person.name if one.person else ""),
        _line("年级班级", paper_class(one.person.detail) if one.person else ""),
        _line("出生年月", ""),
        _boxes("性别", ["男", "女", "不填"], [], wide=False),
        _boxes("住宿情况", ["走读", "住校"], []),
        _boxes("知情同意", list(GIVERS), _who_agreed(one.consent)),
        _boxes("利益冲突核查", ["无", "有，主任已批"], []),
        _boxes("来访途径", [str(label) for label in Channel.labels], _labels(Channel.choices, [channel])),
    ]


def _agreed(standing: ConsentStanding | None) -> list[str]:
    """How consent stood on the day of the talk."""
    if standing is None or not standing.ok:
        return []
    return [SPOKEN if standing.provisional_until else SIGNED]


def _who_agreed(standing: ConsentStanding | None) -> list[str]:
    if standing is None:
        return []
    on_paper = {one.giver for one in standing.given if one.way is not Way.VERBAL}
    named = {Giver.CLIENT: GIVERS[0], Giver.GUARDIAN: GIVERS[1]}
    waits = [] if standing.ok and not standing.provisional_until else [GIVERS[2]]
    return [named[one] for one in Giver if one in on_paper] + waits


def _after(one: ToPrint, shown: Shown) -> list[Line]:
    """A closing report lists what is to be archived."""
    if shown.record.kind != Kind.CLOSING:
        return []
    counted = Counter(str(TITLES[Kind(each.kind)]) for each in one.in_case)
    return [
        _line("材料归档清单", "\n".join(f"{title} {count} 份，电子" for title, count in counted.items()), wide=True)
    ]


def _course(one: ToPrint, record: Record) -> str:
    talks = sum(each.kind in TALKS for each in one.in_case)
    closed = record.case.closed_at or record.filed_at or record.starts_at
    return f"{paper_day(record.case.opened_at)} 至 {paper_day(closed)}，共 {talks} 次"


def _field(each: Field, value: Any, shows_sensitive: bool) -> Line:
    """A field in printed order: an empty one is an empty line, of choices all are shown."""
    label = str(each.label)
    if each.sensitive and not shows_sensitive:
        return {"kind": "withheld", "label": label}
    if each.shape in ("choice", "choices"):
        chosen = value if isinstance(value, list) else [value]
        return _boxes(label, [str(words) for _key, words in each.options], _labels(each.options, chosen))
    if each.shape == "table":
        rows = [[str(row.get(name, "")) for name, _words in each.columns] for row in value or []]
        blank = [[""] * len(each.columns)] * max(0, EMPTY_ROWS - len(rows))
        return {
            "kind": "table",
            "label": label,
            "columns": [str(words) for _name, words in each.columns],
            "rows": [*rows, *blank],
        }
    if each.shape == "date" and value:
        value = paper_day(date.fromisoformat(value))
    return _line(label, "" if value is None else str(value))


def _line(label: str, value: str, *, wide: bool = False) -> Line:
    return {"kind": "text", "label": label, "value": value, "wide": wide}


def _boxes(label: str, options: list[str], chosen: list[str], *, wide: bool = True) -> Line:
    return {"kind": "choices", "label": label, "options": options, "chosen": chosen, "wide": wide}


def _labels(options: Iterable[tuple[str, Any]], chosen: Iterable[Any]) -> list[str]:
    known = {key: str(label) for key, label in options}
    return [known[one] for one in chosen if one in known]


def _length(starts: datetime, ends: datetime | None) -> str:
    return f"，{round((ends - starts).total_seconds() / 60)} 分钟" if ends else ""
