"""The kinds of copies, declared once: which fields a copy may have, for whom it may be made, and by what.

What is not in the list of its kind cannot be given: there is no field into which a whole
record would go, and none that is filled from one. Agreed goals are the one thing that is
taken over, each by a tick.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Problem

from .codes import To, Why

Label: TypeAlias = str | Promise
Content: TypeAlias = Mapping[str, Any]
AT_OWN_DOOR = frozenset({To.CLIENT, To.GUARDIAN})
TO_OTHERS = frozenset({Why.CONSENT, Why.GROUND})
MOST_LINES, LONGEST_LINE, LONGEST_NAME = 12, 300, 80
KEPT_CONTROLS = "\n\t"


class NotInTheList(Problem):
    """A kind, a field or a receiver that nothing may be given by, in or to."""

    status = 422


@dataclass(frozen=True)
class Field:
    """One field of a copy: text, or lines of which each is short."""

    name: str
    label: Label
    longest: int
    required: bool = True
    shape: Literal["text", "lines"] = "text"
    hint: Label = ""


@dataclass(frozen=True)
class DisclosureKind:
    """A kind of copy. `to` and `by` are all that may be; `is_written` says whether the desk offers it."""

    key: str
    label: Label
    fields: tuple[Field, ...]
    to: frozenset[To]
    by: frozenset[Why]
    about: Label = ""
    is_written: bool = True

    def field(self, name: str) -> Field:
        """A field by its name. Raises `NotInTheList`."""
        found = next((one for one in self.fields if one.name == name), None)
        if found is None:
            raise NotInTheList(_("“%(kind)s”里没有这一栏，没有给出去。") % {"kind": self.label})
        return found


@dataclass(frozen=True)
class Receiver:
    """Who gets a copy: somebody with a door of their own by client number, anybody else by name and post."""

    to: To
    number: UUID | None = None
    name: str = field(default="", repr=False)
    post: str = field(default="", repr=False)


@dataclass(frozen=True)
class Leaving:
    """What is to leave: a kind, its receiver, and exactly what they will see."""

    kind: DisclosureKind
    receiver: Receiver
    content: Content = field(repr=False)


_WORDS = Field("words", gettext_lazy("写给你的话"), 2000)
_KINDS = (
    DisclosureKind(
        "note",
        gettext_lazy("留言"),
        (_WORDS,),
        frozenset({To.CLIENT}),
        frozenset({Why.OWN}),
        gettext_lazy("几句话，下次见面之前想让他知道的。"),
    ),
    DisclosureKind(
        "goals",
        gettext_lazy("商量好的目标"),
        (
            Field("goals", gettext_lazy("我们商量好的"), LONGEST_LINE, shape="lines"),
            Field("words", gettext_lazy("写给你的话"), 1000, required=False),
        ),
        frozenset({To.CLIENT}),
        frozenset({Why.OWN}),
        gettext_lazy("从咨询方案里勾选，也可以自己写。"),
    ),
    DisclosureKind(
        "summary",
        gettext_lazy("小结"),
        (
            Field("done", gettext_lazy("我们一起做了什么"), 2000),
            Field("noticed", gettext_lazy("有了什么变化"), 2000, required=False),
            Field("ahead", gettext_lazy("以后可以怎么做"), 2000, required=False),
        ),
        frozenset({To.CLIENT}),
        frozenset({Why.OWN}),
        gettext_lazy("一段时间以后，用他看得懂的话写。"),
    ),
    DisclosureKind(
        "support",
        gettext_lazy("支持约定"),
        (
            Field("agreed", gettext_lazy("一起定下来的"), 1000),
            Field("home", gettext_lazy("家里可以这样做"), 1000),
            Field("school", gettext_lazy("学校会这样做"), 1000, required=False),
            Field("again", gettext_lazy("什么时候再联系"), 200, required=False),
        ),
        frozenset({To.GUARDIAN, To.MEETING}),
        TO_OTHERS,
        gettext_lazy("只写结论和做法，不写孩子说过的话。"),
    ),
    DisclosureKind(
        "advice",
        gettext_lazy("请老师配合"),
        (Field("asked", gettext_lazy("请老师这样做"), 600),),
        frozenset({To.TEACHER}),
        TO_OTHERS,
        gettext_lazy("只写请老师做什么，不写为什么、谈了什么。"),
    ),
    DisclosureKind(
        "notice",
        gettext_lazy("必要的告知"),
        (
            Field("told", gettext_lazy("告诉了什么"), 800),
            Field("asked", gettext_lazy("请对方做什么"), 600),
        ),
        frozenset({To.GUARDIAN, To.TEACHER, To.SCHOOL, To.INSTITUTION}),
        TO_OTHERS,
        gettext_lazy("有人可能有危险，或者法律要求报告。先救人，再来登记。"),
    ),
    DisclosureKind(
        "answer",
        gettext_lazy("答复"),
        (Field("words", gettext_lazy("答复"), 4000),),
        frozenset({To.CLIENT}),
        frozenset({Why.OWN}),
        gettext_lazy("他要看自己的资料、要一个说明时，写在这里。"),
    ),
    DisclosureKind(
        "printed", gettext_lazy("打印的记录"), (), frozenset({To.PAPER}), frozenset({Why.LEAVE}), is_written=False
    ),
)
KINDS: Mapping[str, DisclosureKind] = {one.key: one for one in _KINDS}
PRINTED = KINDS["printed"]


def kind_of(key: str) -> DisclosureKind:
    """A kind that somebody may write. Raises `NotInTheList`."""
    found = KINDS.get(key)
    if found is None or not found.is_written:
        raise NotInTheList(_("没有这一种，没有给出去。"))
    return found


def clean(kind: DisclosureKind, content: Content) -> dict[str, Any]:
    """What may stand in a copy of this kind, as it will be seen: the listed fields within their bounds.

    What is not in the list is refused and not left out: whoever sent it meant something by
    it. Raises `NotInTheList`, and `Problem` for what is missing or too long.
    """
    made: dict[str, Any] = {}
    for name, value in content.items():
        one = kind.field(name)
        made[name] = _lines(one, value) if one.shape == "lines" else _text(one, value)
    for one in kind.fields:
        if one.required and not made.get(one.name):
            raise Problem(_("请写“%(field)s”。") % {"field": one.label}, status=422)
    return {one.name: made[one.name] for one in kind.fields if made.get(one.name)}


def check_receiver(kind: DisclosureKind, receiver: Receiver, why: Why, reachable: frozenset[UUID]) -> None:
    """Whether a copy of this kind may be made for them at all. `reachable` are those with a door of their own.

    Raises `NotInTheList`, and `Problem` where nobody is named.
    """
    if receiver.to not in kind.to or why not in kind.by:
        words = {"kind": kind.label, "to": receiver.to.label, "why": why.label}
        raise NotInTheList(_("“%(kind)s”不能凭“%(why)s”给%(to)s。") % words)
    if receiver.to in AT_OWN_DOOR:
        if receiver.number not in reachable:
            raise NotInTheList(_("现在不能给这个人看：不是他的监护人，或者不让联系，或者来访者已经成年。"))
    elif not receiver.name.strip() or not receiver.post.strip():
        raise Problem(_("请写明给谁、他是做什么的。"), status=422)
    elif max(len(receiver.name), len(receiver.post)) > LONGEST_NAME:
        raise Problem(_("姓名和岗位各最多 %(most)d 字。") % {"most": LONGEST_NAME}, status=422)


def shown(kind: DisclosureKind, content: Content) -> list[tuple[Label, list[str]]]:
    """A copy as it is read: each field's words with its lines, in the order of the list."""
    return [
        (one.label, content[one.name] if one.shape == "lines" else content[one.name].splitlines())
        for one in kind.fields
        if content.get(one.name)
    ]


def _text(one: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise NotInTheList(_("“%(field)s”里只能是文字。") % {"field": one.label})
    text = _plain(value)
    if len(text) > one.longest:
        words = {"field": one.label, "most": one.longest, "now": len(text)}
        raise Problem(_("“%(field)s”最多 %(most)d 字，现在 %(now)d 字。") % words, status=422)
    return text


def _lines(one: Field, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise NotInTheList(_("“%(field)s”里只能是文字。") % {"field": one.label})
    lines = [line for line in (" ".join(_plain(each).split()) for each in value) if line]
    if len(lines) > MOST_LINES or any(len(line) > one.longest for line in lines):
        words = {"field": one.label, "most": MOST_LINES, "longest": one.longest}
        raise Problem(_("“%(field)s”最多 %(most)d 行，每行最多 %(longest)d 字。") % words, status=422)
    return lines


def _plain(text: str) -> str:
    """One form of Unicode, one kind of line end, no invisible characters by which one text could pass for another."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (one for one in text if one in KEPT_CONTROLS or unicodedata.category(one) not in {"Cc", "Cf", "Cs"})
    return "".join(kept).strip()
