"""Rooms."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.ledger import record
from xinqiao.practice.scheduling import policy, selectors
from xinqiao.practice.scheduling.events import RoomAdded, RoomRetired
from xinqiao.practice.scheduling.models import Room, RoomFunction


@transaction.atomic
def add_room(*, actor: Actor, name: str, function: RoomFunction, at: datetime) -> Room:
    """A room that can be booked from now on. Raises `Problem` for a name that is in use."""
    grant = require(actor, policy.may_run_the_room)
    try:
        with transaction.atomic():
            room = Room.objects.create(name=name.strip(), function=function)
    except IntegrityError:
        raise Problem(_("已经有一个同名的房间。"), status=422) from None
    record(RoomAdded(subject=room.pk), grant, rows=[room], at=at)
    return room


@transaction.atomic
def retire_room(*, actor: Actor, room: UUID, at: datetime) -> Room:
    """A room can no longer be booked. Raises `Problem` while appointments ahead are in it."""
    taken = take(Room, room)
    grant = require(actor, policy.may_change_room, taken)
    ahead = selectors.appointments_ahead_in(room, at)
    if ahead:
        raise Problem(_("还有 %(count)d 个预约在这个房间，请先改到别处。") % {"count": ahead})
    if not taken.active:
        raise Problem(_("这个房间已经停用。"))
    taken.active = False
    taken.save(update_fields=["active"])
    record(RoomRetired(subject=taken.pk), grant, rows=[taken], at=at)
    return taken
