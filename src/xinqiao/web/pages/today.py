"""Today: the people who come, who is on duty, and what is owed. Each part only for whom it is open."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xinqiao.core.access import Actor
from xinqiao.core.access.gate import DeskRequest, may_open
from xinqiao.core.clock import local, now
from xinqiao.core.clock import today as this_day
from xinqiao.office.obligations import selectors as obligations
from xinqiao.practice.cases import selectors as cases
from xinqiao.practice.cases.models import Record
from xinqiao.practice.crisis import selectors as crisis
from xinqiao.practice.scheduling import selectors as scheduling
from xinqiao.practice.scheduling.models import Visit
from xinqiao.practice.scheduling.selectors.planning import DutyDay
from xinqiao.practice.scheduling.services import open_day
from xinqiao.web.templatetags.face import clock
from xinqiao.web.ways import way_of

MOST_FREE_ROWS = 3


@dataclass(frozen=True)
class AgendaRow:
    """One row of the day as it is drawn; `is_now` draws the line that says how late it is."""

    start: str
    end: str = ""
    state: str = ""
    name: str = ""
    detail: str = ""
    href: str = ""
    status: str = ""
    act: str = ""
    act_href: str = ""
    is_signed: bool = False
    is_now: bool = False


@dataclass(frozen=True)
class DutyRow:
    """A turn of duty, or a stretch that nobody covers yet."""

    when: str
    who: str
    note: str = ""
    soon: bool = False


def door(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the desk."""
    return HttpResponseRedirect(reverse("pages:today"))


def today(request: DeskRequest) -> HttpResponse:
    """The first page of the desk."""
    at, actor = now(), request.actor
    context: dict[str, Any] = {"at": at, "day": this_day(), "ringing": crisis.ringing(actor, at)}
    calendar = known = None
    rings = {one.call.pk for one in context["ringing"]}
    owed = [row for row in obligations.owed_rows(actor, at) if row.subject not in rings]
    if may_open(actor, "scheduling:day"):
        found = open_day(actor=actor, day=this_day(), at=at, also=obligations.numbers_in(actor, owed))
        papers = cases.records_of_visits(actor, [row.visit.pk for row in found.rows if row.visit])
        context |= {"shows_day": True, "agenda": agenda(found, actor, papers), "summary": summary(found)}
        context["duty"] = duty_rows([one for one in found.plan.roster() if one.day == this_day()])
        calendar, known = found.plan.calendar, found.known
    elif may_open(actor, "scheduling:hours"):
        context["duty"] = duty_rows(scheduling.duty_of_days(this_day(), this_day()))
    context["owed"] = obligations.owed_by(actor, at, calendar=calendar, rows=owed, known=known)
    context["ways"] = {row.pk: way for row in owed if (way := way_of(actor, row))}
    context["ringing_seen"] = crisis.signature(context["ringing"])
    return render(request, "pages/today.html", context)


def agenda(found: scheduling.Day, actor: Actor, papers: Mapping[UUID, Record]) -> list[AgendaRow]:
    """The rows of a day with the line of now between what is over and what comes; at most a few free times."""
    rows, free, line_drawn = [], 0, False
    for row in found.rows:
        if row.is_free and (free >= MOST_FREE_ROWS or row.starts < found.at):
            continue
        if row.appointment is not None and not row.appointment.is_live:
            continue
        free += row.is_free
        if not line_drawn and row.starts > found.at:
            rows.append(AgendaRow(clock(found.at), is_now=True))
            line_drawn = True
        drawn = _row(row, is_next=row is found.next_row, at=found.at)
        rows.append(_with_paper(drawn, row.visit, actor, papers) if row.visit else drawn)
    return rows if any(not row.is_now for row in rows) else []


def _row(row: scheduling.DayRow, *, is_next: bool, at: datetime) -> AgendaRow:
    start, end = clock(row.starts), clock(row.ends) if row.ends else ""
    if row.who is None:
        slot = urlencode({"slot": local(row.starts).isoformat()})
        return AgendaRow(start, end, "free", detail=_("空着"), href=f"{reverse('scheduling:book')}?{slot}")
    if row.visit is not None:
        href, status = reverse("scheduling:visit", args=[row.visit.pk]), row.visit.get_state_display()
    else:
        assert row.appointment is not None
        said = [_("网络") if row.appointment.made_in else "", row.place]
        href, status = reverse("scheduling:appointment", args=[row.appointment.pk]), _("，").join(filter(None, said))
    is_over = row.ends is not None and row.ends <= at
    state = "next" if is_next else "past" if is_over else ""
    return AgendaRow(start, end, state, row.who.name, row.who.detail, href, status)


def _with_paper(row: AgendaRow, visit: Visit, actor: Actor, papers: Mapping[UUID, Record]) -> AgendaRow:
    """After a talk the row leads to its record, or says that it is signed; a colleague's is not spoken of."""
    paper = papers.get(visit.pk)
    if paper is not None and paper.is_filed:
        return replace(row, status=_("已签封"), is_signed=True)
    if paper is None and not (cases.asks_for_a_record(visit) and visit.received_by_id == actor.pk):
        return row
    return replace(row, act=_("写记录"), act_href=reverse("cases:visit", args=[visit.pk]))


def summary(found: scheduling.Day) -> str:
    """The day in one sentence."""
    count = len(found.people)
    if not count:
        return ""
    coming = ngettext("今天 %(n)d 人", "今天 %(n)d 人", count) % {"n": count}
    if not found.seen:
        return _("%(coming)s。") % {"coming": coming}
    return _("%(coming)s，已离开 %(seen)d 人。") % {"coming": coming, "seen": found.seen}


def duty_rows(days: list[DutyDay]) -> list[DutyRow]:
    """Turns and gaps of these days, in order of time."""
    return [
        DutyRow(
            f"{clock(line.starts)}–{clock(line.ends)}",
            line.who or _("还没有人"),
            "" if line.who else _("今天排好"),
            not line.who,
        )
        for one in days
        for line in one.lines
    ]
