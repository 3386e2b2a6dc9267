"""By which way a message may leave the house to one client: what was chosen, and what stands against it."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q

from xinqiao.office.messages.events import Outcome
from xinqiao.office.messages.models import Message, MessageRules, Preference, no_choice
from xinqiao.office.messages.rules import plain_place
from xinqiao.register.people.models import ClientKind, ContactWish, Guardian, Student
from xinqiao.register.people.selectors import Person, client_numbers, may_call, person_behind

IN_APP, EMAIL, SMS = "in_app", "email", "sms"
_SEPARATORS = re.compile(r"[\s\-()（）+]")
_LOCAL_DIGITS = 11


@dataclass(frozen=True)
class Way:
    """Where to, and in which language. `in_app` means: nowhere but the own door."""

    name: str = IN_APP
    address: str = ""
    language: str = ""
    family: bool = False

    @property
    def leaves(self) -> bool:
        """Whether anything leaves the house."""
        return self.name != IN_APP


def way_for(client: UUID, made_in: UUID | None) -> Way:
    """What holds for a message: the choice of the known account, else of the start in which its cause was made."""
    fitting = Q(made_in=None) | Q(made_in=made_in) if made_in else Q(made_in=None)
    rows = Preference.objects.filter(fitting, client=client)
    row = rows.order_by(F("made_in").asc(nulls_first=True)).first()
    kept = row.choice if row else no_choice()
    return Way(kept["way"], kept["address"], kept["language"], kept["family"])


def stands_against(client: UUID, way: Way) -> Outcome | None:
    """Why nothing may leave the house for this client now; None where nothing stands against it.

    Who has left the school is not written to, nor a guardian who may not be contacted, and a
    pupil's message goes to an address of the family only where the pupil said so.
    """
    person = person_behind(client)
    if person is None or not may_be_written_to(person):
        return Outcome.NOT_ALLOWED
    if not way.family and is_of_the_family(person, way.address):
        return Outcome.NOT_ALLOWED
    return None


def may_be_written_to(person: Person) -> bool:
    """Whether the register lets anybody write to this person."""
    if person.kind is ClientKind.STUDENT:
        return Student.objects.filter(pk=person.pk, left_on=None).exists()
    if person.kind is ClientKind.GUARDIAN:
        guardian = Guardian.objects.filter(pk=person.pk).first()
        return guardian is not None and may_call(guardian).allowed
    return False


def is_of_the_family(person: Person, address: str) -> bool:
    """Whether an address given for a pupil is a guardian's: on the roster, or as the guardian said it at the own door.

    Guardians who may not be called are not left out: theirs is the telephone on which least may appear.
    """
    if person.kind is not ClientKind.STUDENT or not address:
        return False
    guardians = list(Guardian.objects.filter(student=person.pk))
    if any(same_address(phone, address) for one in guardians for phone in one.phones):
        return True
    numbers = client_numbers([(ClientKind.GUARDIAN.value, one.pk) for one in guardians]).values()
    theirs = [one.choice["address"] for one in Preference.objects.filter(client__in=numbers)]
    theirs += [one.said.get("number", "") for one in ContactWish.objects.filter(client__in=numbers)]
    return any(same_address(one, address) for one in theirs)


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are one, however they were typed; a country code in front makes no difference."""
    first, second = (_SEPARATORS.sub("", given).casefold() for given in (one, other))
    if "@" in first or "@" in second:
        return first == second
    return bool(first) and first[-_LOCAL_DIGITS:] == second[-_LOCAL_DIGITS:]


def was_told(client: UUID, kind: str, once: UUID) -> bool:
    """Whether a client has been told something of this kind about this row."""
    return Message.objects.filter(client=client, kind=kind, once=once).exists()


def neutral_place(place: str) -> str:
    """A place as bystanders may read it: empty where its very name would tell what the room is for."""
    return plain_place(place)


def message_rules() -> MessageRules:
    """What the school decided; a school that has not decided yet names no place."""
    return MessageRules.objects.first() or MessageRules()
