"""What a client is told about the own times: the one place from which it is sent.

The words are neutral whoever reads them: when and where, never what for. They wait at the own
door, and leave the house only by the way that the client has chosen.
"""

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Grant
from xinqiao.core.clock import local
from xinqiao.core.clock.words import plain_day
from xinqiao.office.messages.services import Facts, MessageKind, register_kind, tell
from xinqiao.practice.scheduling import selectors
from xinqiao.practice.scheduling.models import Appointment

WHEN, UNTIL, WHERE = "when", "until", "where"


class Told(StrEnum):
    """What a message can be about."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REMINDER = "reminder"
    OFFER = "offer"


def _kind(what: Told, words: object, *facts: str) -> MessageKind:
    key = f"scheduling.{what.value}"
    return register_kind(MessageKind(key, words, frozenset(facts), leads_to="times:mine"))  # type: ignore[arg-type]


KINDS = {
    Told.BOOKED: _kind(Told.BOOKED, _("约好了：{when}。"), WHEN, WHERE),
    Told.MOVED: _kind(Told.MOVED, _("时间改到了 {when}。"), WHEN, WHERE),
    Told.CANCELLED: _kind(Told.CANCELLED, _("原来约在 {when} 的，取消了。"), WHEN),
    Told.REMINDER: _kind(Told.REMINDER, _("提醒你：{when}，有一件约好的事。"), WHEN, WHERE),
    Told.OFFER: _kind(Told.OFFER, _("空出了一个时间：{when}。想要的话，在 {until} 以前回话。"), WHEN, UNTIL),
}


def reminder_in_words(starts: datetime) -> str:
    """The reminder as it would arrive, without a place, for whoever wants to know what others might read."""
    return str(KINDS[Told.REMINDER].words).format(when=f"{plain_day(starts)} {local(starts):%H:%M}")


def tell_client(*, grant: Grant, appointment: Appointment, what: Told, at: datetime) -> None:
    """Tell the client; of one appointment each thing once. Who made it with a slip alone sees it from that start only."""
    kind = KINDS[what]
    facts = Facts(
        when=appointment.starts_at,
        until=appointment.offered_until if UNTIL in kind.facts else None,
        where=selectors.place_of(appointment) if WHERE in kind.facts else "",
    )
    tell(
        grant=grant,
        client=appointment.client_id,
        kind=kind.key,
        facts=facts,
        made_in=appointment.made_in,
        once=appointment.pk,
        at=at,
    )
