"""A student's card: who may be called, and who must not be."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.ledger import record, record_reading
from xinqiao.register.people import policy, selectors
from xinqiao.register.people.events import ContactRestricted, ContactWishSaid, StudentOpened
from xinqiao.register.people.models import Client, ContactWish, Guardian, Student
from xinqiao.register.people.selectors import MayCall


@dataclass(frozen=True)
class Card:
    """A student with guardians: whom one may ring and on which number, and whom not and why."""

    student: Student
    guardians: list[MayCall]


def open_student(*, actor: Actor, student: UUID, at: datetime) -> Card:
    """Open a student's card. Phone numbers are read, so the reading is written down first."""
    taken = take(Student, student, lock=False)
    grant = require(actor, policy.may_see_student, taken)
    record_reading(StudentOpened(subject=taken.pk), grant, at=at)
    guardians = Guardian.objects.filter(student=taken).order_by("relation", "name")
    return Card(taken, selectors.may_call_each(guardians))


@transaction.atomic
def restrict_contact(
    *, actor: Actor, guardian: UUID, may_be_contacted: bool, has_custody: bool, reason: str, at: datetime
) -> Guardian:
    """Note whether a guardian may be called and has custody; a no needs its reason, which is sealed."""
    taken = take(Guardian, guardian)
    grant = require(actor, policy.may_restrict_contact)
    if not may_be_contacted and not reason.strip():
        raise Problem(_("请写明为什么不能联系。"), status=422)
    taken.may_be_contacted, taken.has_custody = may_be_contacted, has_custody
    taken.restriction = {"reason": reason.strip()} if reason.strip() else None
    taken.save(update_fields=["may_be_contacted", "has_custody", "restriction"])
    record(ContactRestricted(subject=taken.pk), grant, at=at)
    return taken


@transaction.atomic
def say_how_to_reach(*, actor: Actor, said: dict[str, Any], at: datetime) -> ContactWish:
    """A guardian says how they want to be reached. Written under the client number; no row of the register is touched."""
    grant = require(actor, policy.may_say_how_to_reach)
    assert actor.pk is not None  # guardians are people
    client = take(Client, actor.pk, lock=False)
    wish, _is_new = ContactWish.objects.get_or_create(client=client, defaults={"said": said})
    wish.said = said
    wish.save(update_fields=["said"])
    record(ContactWishSaid(subject=wish.pk, about=client.pk), grant, rows=[wish], at=at)
    return wish
