"""What the forms hold, as plain values in the language of paper."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from xinqiao.core.access import Actor
from xinqiao.core.clock import local
from xinqiao.core.clock.words import weekday
from xinqiao.core.ledger import ReadingForm
from xinqiao.office.papers.services import paper_class, paper_clock, paper_day, paper_grade, paper_language
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.models import (
    AskedBy,
    Channel,
    DutyTurn,
    OpeningHour,
    Reason,
    SessionKind,
)
from xinqiao.practice.scheduling.rules import Span, falls_on
from xinqiao.practice.scheduling.selectors import DayRow, Line, Shown
from xinqiao.register.people.models import ClientKind
from xinqiao.register.people.selectors import current_term, school

URGENCY = {"usual": "一般", "soon": "尽快", "now": "紧急"}


def reception_register(actor: Actor, first: date, last: date, at: datetime) -> dict[str, Any]:
    """The register of these days, a line for each visit; struck lines stay, marked."""
    with paper_language():
        lines = services.open_register(actor=actor, first=first, last=last, at=at, form=ReadingForm.PRINT)
        return {"days": _days(first, last), "lines": [_register_line(line) for line in lines]}


def _register_line(line: Line) -> dict[str, Any]:
    visit = line.visit
    return {
        "no": str(visit.line),
        "date": f"{visit.day:%m-%d}",
        "arrived": paper_clock(visit.arrived_at),
        "left": paper_clock(visit.left_at) if visit.left_at else "",
        "client": line.who.name,
        "kind": line.kind,
        "grade": _grade(line.who),
        "way": line.way,
        "first_contact": line.first_contact,
        "needs": "、".join(line.needs),
        "outcome": "划去" if line.is_struck else line.outcome,
        "struck": line.is_struck,
    }


def appointment_register(actor: Actor, day: date, at: datetime) -> dict[str, Any]:
    """Everything that was ever booked for a day."""
    with paper_language():
        rows = services.open_appointments_to_print(actor=actor, day=day, at=at)
        return {"day": day_in_words(day), "lines": [_appointment_line(row) for row in rows if row.appointment]}


def _appointment_line(row: DayRow) -> dict[str, Any]:
    appointment = row.appointment
    assert appointment is not None
    assert row.who is not None
    asked, why = appointment.request, (appointment.change or {}).get("reason", "")
    return {
        "no": appointment.number,
        "booked": f"{local(appointment.booked_at):%m-%d %H:%M}",
        "channel": _label(Channel, asked.get("channel", "")),
        "asked_by": _label(AskedBy, asked.get("asked_by", "")),
        "agrees": "是" if asked.get("agrees") else "否，先与本人联系",
        "client": row.who.name,
        "class": _class(row.who),
        "reach": asked.get("reach", "") if row.who.known else "",
        "first": "首次" if appointment.first_visit else "续约",
        "urgency": URGENCY.get(asked.get("urgency", ""), ""),
        "time": f"{paper_clock(appointment.starts_at)}–{paper_clock(appointment.ends_at)}",
        "counsellor": appointment.counsellor.name,
        "room": appointment.room.name if appointment.room else "",
        "state": appointment.get_state_display(),
        "remark": "，".join(filter(None, ["非开放时间另约" if appointment.outside_hours else "", _label(Reason, why)])),
    }


def opening_hours_notice(day: date) -> dict[str, Any]:
    """The notice for the door: hours by weekday, who is on duty, whom the room receives, how one books."""
    with paper_language():
        term, rules, place = current_term(day), selectors.service_rules(), school()
        last = term.ends_on if term else day + timedelta(days=120)
        monday = day - timedelta(days=day.weekday())
        hours = list(selectors.hours_in_force(day, day + timedelta(days=6)))
        turns = list(selectors.turns_in_force(day, day + timedelta(days=6)))
        return {
            "term": f"{term.year.name} 学年{term.name}" if term else "",
            "valid": _days(term.starts_on if term else day, last),
            "weekdays": [_weekday_row(monday + timedelta(days=step), day, hours, turns) for step in range(7)],
            "receives": [
                {"kind": str(kind.label), "rule": rules.receives[kind.value]}
                for kind in ClientKind
                if kind.value in rules.receives
            ],
            "fee": rules.fee or "本校学生免费",
            "how_to_book": rules.how_to_book or "电话、当面，或请老师、家长代约",
            "emergency": place.emergency_numbers if place else "",
            "house_rules": rules.house_rules,
            "slot": rules.slot_minutes,
        }


def _weekday_row(
    of_this_week: date, from_day: date, hours: Iterable[OpeningHour], turns: Iterable[DutyTurn]
) -> dict[str, Any]:
    day = of_this_week if of_this_week >= from_day else of_this_week + timedelta(days=7)
    today = [hour for hour in hours if falls_on(hour, day)]
    row: dict[str, Any] = {"weekday": weekday(day)}
    for kind in SessionKind:
        row[kind.value] = "、".join(f"{one.starts:%H:%M}–{one.ends:%H:%M}" for one in today if one.kind == kind)
    names = dict.fromkeys(turn.staff.name for turn in turns if falls_on(turn, day))
    row["duty"] = "、".join(names)
    return row


def duty_roster(first: date, last: date, drawn_up_by: str) -> dict[str, Any]:
    """The roster of these days, and the sessions that nobody covers."""
    with paper_language():
        term = current_term(first)
        days = selectors.duty_of_days(first, last)
        by_turn = {one.turn.pk: one.staff.name for day in days for one in day.turns}
        return {
            "term": f"{term.year.name} 学年{term.name}，" if term else "",
            "days": _days(first, last),
            "turns": [
                {
                    "date": f"{day.day:%m-%d}",
                    "weekday": weekday(day.day),
                    "session": _session(span),
                    "staff": one.staff.name,
                    "qualified": one.qualified,
                    "stand_in": f"替 {by_turn.get(one.turn.instead_of_id, '')}" if one.turn.instead_of_id else "",
                }
                for day in days
                for one in day.turns
                for span in one.spans
            ],
            "gaps": [
                {"date": f"{day.day:%m-%d} {weekday(day.day)}", "session": _session(gap)}
                for day in days
                for gap in day.gaps
            ],
            "drawn_up_by": drawn_up_by,
        }


def _session(span: Span) -> str:
    return f"{paper_clock(span.starts)}–{paper_clock(span.ends)}"


def _class(who: Shown) -> str:
    return paper_class(who.detail) if who.kind == ClientKind.STUDENT else ""


def _grade(who: Shown) -> str:
    """The grade alone: the register asks for no more."""
    return paper_grade(who.detail) if who.kind == ClientKind.STUDENT else ""


def day_in_words(day: date) -> str:
    """2026 年 10 月 15 日 周四."""
    return f"{paper_day(day)} {weekday(day)}"


def _days(first: date, last: date) -> str:
    return day_in_words(first) if first == last else f"{day_in_words(first)} 至 {day_in_words(last)}"


def _label(codes: type[Channel] | type[AskedBy] | type[Reason], value: str) -> str:
    return str(codes(value).label) if value in codes.values else ""
