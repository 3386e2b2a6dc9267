"""Whom a client meets is asked from below: a counsellor gives a pupil's account back to a client of theirs only."""

from uuid import UUID

from xinqiao.practice.scheduling.models import Appointment, Visit
from xinqiao.register.personal.selectors import on_who_meets


def who_meets(client: UUID) -> set[UUID]:
    """Who has received a client, or is to."""
    rows = Appointment.objects.filter(client=client).values_list("counsellor")
    return {one for (one,) in rows.union(Visit.objects.filter(client=client).values_list("received_by"))}


on_who_meets.add(who_meets)
