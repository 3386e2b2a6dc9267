"""Slips: made for everybody of a class alike, so that holding one tells nothing about its owner.

A new slip takes the place of one that nobody has used. It changes nothing of an
account that is in use until somebody types it.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.register.accounts.services import code_digest, make_code
from xinqiao.register.people.models import ClientKind, Guardian, SchoolClass, Student
from xinqiao.register.personal import policy
from xinqiao.register.personal.company import write
from xinqiao.register.personal.events import SlipsMade
from xinqiao.register.personal.models import PersonalAccount, SlipPrint
from xinqiao.register.personal.proving import SLIP, the_rules
from xinqiao.register.personal.rules import SLIP_LASTS, normal_sign_in
from xinqiao.register.personal.selectors import people_of_class

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 and o, no 1, i and l
NAME_LETTERS = 8
ONE_AT_A_TIME = 7_205_020


class NobodyToPrintFor(Problem):
    """By the school's rules nobody here has an account."""

    def __init__(self) -> None:
        super().__init__(_("按学校现在的规定，这里没有要发纸条的人。"))


@dataclass(frozen=True)
class Slip:
    """What one slip says."""

    name: str
    school_class: str
    whose: str
    sign_in: str
    code: str = field(repr=False)


@dataclass(frozen=True)
class Slips:
    """Slips to be printed now: they are here and nowhere else."""

    kind: ClientKind
    until: datetime
    slips: tuple[Slip, ...] = field(repr=False)


@dataclass(frozen=True)
class _For:
    kind: ClientKind
    person: UUID
    name: str
    school_class: str
    whose: str = ""
    wanted: str = ""


@transaction.atomic
def make_class_slips(*, actor: Actor, school_class: UUID, kind: ClientKind, at: datetime) -> Slips:
    """New slips for all pupils of a class who are old enough, or for all their guardians. Raises `NobodyToPrintFor`."""
    taken = take(SchoolClass, school_class, lock=False)
    require(actor, policy.may_hand_out_slips)
    people = _of_class(actor, taken, kind, at)
    return _make(actor, people, people, taken, at)


@transaction.atomic
def make_one_slip(*, actor: Actor, kind: ClientKind, person: UUID, at: datetime) -> Slips:
    """A new slip for one pupil or one guardian; what is written down does not say whom. Raises `NobodyToPrintFor`.

    All of the class have an account from then on, so that having one tells nothing here either.
    """
    require(actor, policy.may_hand_out_slips)
    found = take(Guardian, person, lock=False) if kind is ClientKind.GUARDIAN else take(Student, person, lock=False)
    student = found.student if isinstance(found, Guardian) else found
    company = _of_class(actor, student.school_class, kind, at) if student.school_class else []
    return _make(actor, [one for one in company if one.person == person], company, None, at)


def _of_class(actor: Actor, school_class: SchoolClass, kind: ClientKind, at: datetime) -> list[_For]:
    """Everybody of a class for whom there are slips."""
    own, lines = people_of_class(actor, school_class.pk, the_rules(), local(at).date())
    if kind is ClientKind.GUARDIAN:
        return [_guardian(adult, line.student, own) for line in lines for adult in line.guardians]
    return [_student(line.student, own) for line in lines if line.old_enough]


def _student(student: Student, own: SchoolClass) -> _For:
    return _For(ClientKind.STUDENT, student.pk, student.name, str(own), wanted=student.student_number)


def _guardian(guardian: Guardian, student: Student, own: SchoolClass) -> _For:
    of_whom = _("%(student)s 的%(relation)s") % {"student": student.name, "relation": guardian.get_relation_display()}
    return _For(ClientKind.GUARDIAN, guardian.pk, guardian.name, str(own), of_whom)


def _make(
    actor: Actor, people: Sequence[_For], company: Sequence[_For], school_class: SchoolClass | None, at: datetime
) -> Slips:
    grant = require(actor, policy.may_hand_out_slips)
    assert actor.pk is not None  # a post is held by somebody
    if not people:
        raise NobodyToPrintFor
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    until, accounts = at + SLIP_LASTS, _accounts(company)
    slips, changes = [], {}
    for one in people:
        account, code = accounts[one.person], make_code()
        digest = code_digest(SLIP, account.pk, code).hex()
        changes[account.pk] = {"slip": {"digest": digest, "until": until.isoformat(timespec="microseconds")}}
        is_wanted = account.sign_in == normal_sign_in(one.wanted)
        slips.append(Slip(one.name, one.school_class, one.whose, one.wanted if is_wanted else account.sign_in, code))
    write(accounts.values(), changes)
    made = SlipPrint.objects.create(
        kind=people[0].kind.value, school_class=school_class, made_by_id=actor.pk, made_at=at, slips=len(slips)
    )
    record(SlipsMade(subject=made.pk), grant, rows=[made], at=at)
    return Slips(people[0].kind, until, tuple(slips))


def _accounts(people: Sequence[_For]) -> dict[UUID, PersonalAccount]:
    """The accounts of these people, locked; for whoever has none a new one, not written yet."""
    persons = [one.person for one in people]
    rows = PersonalAccount.objects.filter(person__in=persons).order_by("pk").select_for_update()
    found = {row.person: row for row in rows}
    missing = [one for one in people if one.person not in found]
    wanted = [normal_sign_in(one.wanted) or _free_name() for one in missing]
    taken = set(PersonalAccount.objects.filter(sign_in__in=wanted).values_list("sign_in", flat=True))
    for one, name in zip(missing, wanted, strict=True):
        name_left = _free_name() if name in taken else name
        taken.add(name_left)
        found[one.person] = PersonalAccount(kind=one.kind.value, person=one.person, sign_in=name_left)
    return found


def _free_name() -> str:
    """A name that says nothing: who reads it does not learn whose it is. 850 thousand million of them: none comes twice."""
    return "".join(secrets.choice(ALPHABET) for _ in range(NAME_LETTERS))
