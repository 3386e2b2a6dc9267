"""Whoever waited has a time now, or waits no longer: what hangs on a wish ends with it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Model, Q

from xinqiao.core.access import Actor, Grant
from xinqiao.office.obligations.services import keep
from xinqiao.practice.scheduling.models import Appointment, AppointmentState, Wish, WishState

from .promises import OFFER_LAPSED, WAITING


def end_wishes(*, client: UUID, actor: Actor, grant: Grant, at: datetime) -> list[Model]:
    """Take a client out of the line who has a time now; gives the rows that changed.

    The desk and a known account end what the client asked for; an account that
    nobody has met ends what was asked for from that start of it.
    """
    whose = Q(unsure=False) if not actor.is_client or actor.is_known else Q(made_in=actor.start)
    waiting = Wish.objects.select_for_update(of=("self",)).filter(whose, client=client, state=WishState.WAITING)
    return [row for wish in waiting for row in end_wish(wish, WishState.MET, actor=actor, grant=grant, at=at)]


def end_wish(wish: Wish, state: WishState, *, actor: Actor, grant: Grant, at: datetime) -> list[Model]:
    """End one wish; a time that is still kept for it goes to the next. The client's row is locked already."""
    by = None if actor.is_client else actor.pk
    wish.end(state, at=at, by=by)
    rows: list[Model] = [wish]
    kept = Appointment.objects.select_for_update(of=("self",)).filter(wish=wish, state=AppointmentState.OFFERED)
    for offer in kept:
        offer.become(AppointmentState.PASSED, by=by, own=actor.start, at=at, change={"reason": "not_needed"})
        rows.append(offer)
    for kind in (WAITING, OFFER_LAPSED):
        keep(grant=grant, kind=kind.key, subject=wish.pk, at=at)
    return rows
