"""Promises in words: what, by whom, by when."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Actor, Post
from xinqiao.core.clock import Calendar, local
from xinqiao.office.obligations import rules
from xinqiao.office.obligations.models import Obligation
from xinqiao.office.obligations.rules import DEPUTY, InWords, UnknownKind, kind_of, words_of
from xinqiao.register.people.models import POST_LABELS

WEEKDAYS = (
    gettext_lazy("周一"),
    gettext_lazy("周二"),
    gettext_lazy("周三"),
    gettext_lazy("周四"),
    gettext_lazy("周五"),
    gettext_lazy("周六"),
    gettext_lazy("周日"),
)
URGENT = "urgent"
GROUPS = {
    URGENT: gettext_lazy("先办这几件"),
    "late": gettext_lazy("迟了"),
    "today": gettext_lazy("今天"),
    "week": gettext_lazy("这一周"),
    "later": gettext_lazy("以后"),
}


def is_urgent(row: Obligation) -> bool:
    """Whether a life may hang on it."""
    return row.kind in rules.urgent_kinds()


def group_of(row: Obligation, at: datetime) -> str:
    """What a life may hang on stands before everything; all else by when it is due."""
    return URGENT if is_urgent(row) else span_of(row, at)


def span_of(row: Obligation, at: datetime) -> str:
    """Late, today, this week (to Sunday), or later."""
    due, today = local(row.due_at).date(), local(at).date()
    if row.due_at < at:
        return "late"
    if due == today:
        return "today"
    return "week" if due <= today + timedelta(days=6 - today.weekday()) else "later"


def verb_of(kind: str) -> str:
    """What is to be done; plain words for a kind that this version does not know any more."""
    try:
        return str(kind_of(kind).verb)
    except UnknownKind:
        return _("应办事项")


def subject_words(actor: Actor, rows: Iterable[Obligation]) -> dict[UUID, str]:
    """What the subjects of these promises are, for the kinds that have words for it; each kind's area is asked once."""
    asked: dict[InWords, set[UUID]] = {}
    for row in rows:
        in_words = words_of(row.kind)
        if in_words is not None:
            asked.setdefault(in_words, set()).add(row.subject)
    return {
        subject: said for in_words, subjects in asked.items() for subject, said in in_words(actor, subjects).items()
    }


def rung_words(rung: str) -> str:
    """A rung of the ladder in words."""
    return _("代理人") if rung == DEPUTY else str(POST_LABELS.get(Post(rung), rung))


def owner_words(row: Obligation) -> str:
    """Who owes it: a name, or a post."""
    return row.owner.name if row.owner else rung_words(row.post)


def day_words(moment: datetime, at: datetime) -> str:
    """A day near today in words, another as month and day."""
    day, today = local(moment).date(), local(at).date()
    near = {0: _("今天"), -1: _("昨天"), 1: _("明天")}.get((day - today).days)
    return near or _("%(month)d 月 %(day)d 日") % {"month": day.month, "day": day.day}


def due_words(row: Obligation, calendar: Calendar, at: datetime) -> str:
    """When it is due, as short as a row needs it; how late it is, in school days where the kind rests."""
    due, group = local(row.due_at), span_of(row, at)
    if group == "late":
        try:
            days = rules.days_late(kind_of(row.kind), row.due_at, at, calendar)
        except UnknownKind:
            days = (local(at).date() - due.date()).days
        return _("迟 %(days)d 天") % {"days": days} if days else _("%(time)s 已过") % {"time": f"{due:%H:%M}"}
    if group == "today":
        return _("%(time)s 前") % {"time": f"{due:%H:%M}"}
    return str(WEEKDAYS[due.weekday()]) if group == "week" else day_words(row.due_at, at)
