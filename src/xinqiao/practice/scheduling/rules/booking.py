"""What must hold for an appointment, and who goes first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from xinqiao.core.access import Problem
from xinqiao.core.clauses import clause

from .spans import Span

LONGEST_APPOINTMENT = timedelta(hours=4)
FURTHEST_AHEAD = timedelta(days=200)


@clause("OPN-01")
def check_inside_hours(wanted: Span, opening: Sequence[Span], arranged: str) -> bool:
    """An appointment lies within the opening hours, or says why it was arranged otherwise.

    Returns whether it lies outside. Raises `Problem` when it does and no reason is given.
    """
    inside = any(open_.starts <= wanted.starts and wanted.ends <= open_.ends for open_ in opening)
    if not inside and not arranged.strip():
        raise Problem(_("这个时间不在开放时间内。请改在开放时间内，或写明与这位老师另约的原因。"), status=422)
    return not inside


def check_sensible(wanted: Span, at: datetime) -> None:
    """An appointment lies ahead, has a beginning before its end, and is no day long. Raises `Problem`."""
    if wanted.ends <= wanted.starts:
        raise Problem(_("结束时间要在开始之后。"), status=422)
    if wanted.ends - wanted.starts > LONGEST_APPOINTMENT:
        raise Problem(_("一次预约最长 4 小时。"), status=422)
    if wanted.ends <= at:
        raise Problem(_("这个时间已经过去了，请选后面的时间。"), status=422)
    if wanted.starts > at + FURTHEST_AHEAD:
        raise Problem(_("这个时间太远了，请约在半年之内。"), status=422)


@clause("OPN-06")
def check_received(kind: str, receives: Mapping[str, str]) -> None:
    """Only those whom the school has decided to receive come into the book. Raises `Problem`.

    `receives` maps a kind of client to the rule under which that kind is received.
    """
    if kind not in receives:
        raise Problem(
            _(
                "学校没有把这类人员列为接待对象。需要时请主任在“排班与开放”的“接待规定”里修改接待对象，或为其介绍别的求助途径。"
            ),
            status=422,
        )


@clause("OPN-07")
def goes_first(at: datetime, lead: timedelta, booked: Iterable[Span]) -> Span | None:
    """The appointment that comes before a walk-in at this moment: one that runs now or begins shortly."""
    due = [span for span in booked if span.starts - lead <= at < span.ends]
    return min(due, default=None)


@clause("APT-01", missing="信件来的请求自动转为预约。")
def check_asked(channel: str, asked_by: str) -> None:
    """Who asked, and by which way, is on record and fits together. Raises `Problem`."""
    if channel == "teacher" and asked_by not in {"class_teacher", "subject_teacher", "other"}:
        raise Problem(_("教师代约的，请写明是哪一位老师提出的。"), status=422)
    if channel == "parent" and asked_by != "guardian":
        raise Problem(_("家长代约的，“与来访者关系”请选监护人。"), status=422)
