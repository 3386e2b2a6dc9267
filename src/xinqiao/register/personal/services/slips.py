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
from xinqiao.register.people.models.students import Relation
from xinqiao.register.people.selectors import client_number
from xinqiao.register.personal import policy
from xinqiao.register.personal.events import SlipsMade
from xinqiao.register.personal.models import DoorRules, PersonalAccount, SlipPrint
from xinqiao.register.personal.proving import SLIP, the_rules
from xinqiao.register.personal.rules import SLIP_LASTS, normal_sign_in, old_enough
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
    detail: str
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
    detail: str
    wanted: str = ""


@transaction.atomic
def make_class_slips(*, actor: Actor, school_class: UUID, kind: ClientKind, at: datetime) -> Slips:
    """New slips for all pupils of a class who are old enough, or for all their guardians. Raises `NobodyToPrintFor`."""
    taken = take(SchoolClass, school_class, lock=False)
    require(actor, policy.may_hand_out_slips)
    rules = the_rules()
    _found, lines = people_of_class(actor, school_class, rules, local(at).date())
    if kind is ClientKind.GUARDIAN:
        people = [_guardian(adult, line.student) for line in lines for adult in line.guardians]
    else:
        people = [_student(line.student, taken) for line in lines if line.old_enough]
    return _make(actor, people, kind, taken, at)


@transaction.atomic
def make_one_slip(*, actor: Actor, kind: ClientKind, person: UUID, at: datetime) -> Slips:
    """A new slip for one pupil or one guardian; what is written down does not say whom. Raises `NobodyToPrintFor`."""
    require(actor, policy.may_hand_out_slips)
    found: Student | Guardian
    found = take(Guardian, person, lock=False) if kind is ClientKind.GUARDIAN else take(Student, person, lock=False)
    people = [_one(found, the_rules(), at)]
    return _make(actor, [one for one in people if one is not None], kind, None, at)


def _one(found: Student | Guardian, rules: DoorRules, at: datetime) -> _For | None:
    student = found.student if isinstance(found, Guardian) else found
    own = student.school_class
    if student.left_on:
        return None
    if isinstance(found, Guardian):
        stands = found.may_be_contacted and (found.has_custody or found.relation == Relation.DELEGATED)
        return _guardian(found, student) if stands and rules.guardians else None
    is_old_enough = old_enough(student.birth_date, own.grade if own else None, rules.lowest_age, local(at).date())
    return _student(student, own) if is_old_enough else None


def _student(student: Student, own: SchoolClass | None) -> _For:
    return _For(ClientKind.STUDENT, student.pk, student.name, str(own) if own else "", student.student_number)


def _guardian(guardian: Guardian, student: Student) -> _For:
    own = student.school_class
    of_whom = _("%(student)s 的%(relation)s") % {"student": student.name, "relation": guardian.get_relation_display()}
    return _For(
        ClientKind.GUARDIAN, guardian.pk, guardian.name, "，".join(filter(None, [str(own) if own else "", of_whom]))
    )


def _make(
    actor: Actor, people: Sequence[_For], kind: ClientKind, school_class: SchoolClass | None, at: datetime
) -> Slips:
    grant = require(actor, policy.may_hand_out_slips)
    assert actor.pk is not None  # a post is held by somebody
    numbered = [one for one in people if client_number(one.kind, one.person)] if len(people) == 1 else people
    if not numbered:
        raise NobodyToPrintFor
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    until = at + SLIP_LASTS
    accounts = _accounts(numbered)
    slips = []
    for one in numbered:
        account, code = accounts[one.person], make_code()
        digest = code_digest(SLIP, account.pk, code).hex()
        account.lay(slip={"digest": digest, "until": until.isoformat(timespec="microseconds")})
        slips.append(
            Slip(
                one.name,
                one.detail,
                one.wanted if account.sign_in == normal_sign_in(one.wanted) else account.sign_in,
                code,
            )
        )
    made = SlipPrint.objects.create(
        kind=kind.value, school_class=school_class, made_by_id=actor.pk, made_at=at, slips=len(slips)
    )
    record(SlipsMade(subject=made.pk), grant, rows=[made], at=at)
    return Slips(kind, until, tuple(slips))


def _accounts(people: Sequence[_For]) -> dict[UUID, PersonalAccount]:
    """The accounts of these people, locked; whoever has none gets one now."""
    persons = [one.person for one in people]
    rows = PersonalAccount.objects.filter(person__in=persons).order_by("pk").select_for_update()
    found = {row.person: row for row in rows}
    missing = [one for one in people if one.person not in found]
    names = {normal_sign_in(one.wanted) for one in missing}
    taken = set(PersonalAccount.objects.filter(sign_in__in=names).values_list("sign_in", flat=True))
    for one in missing:
        name = normal_sign_in(one.wanted)
        name = name if name and name not in taken else _free_name()
        taken.add(name)
        found[one.person] = PersonalAccount.objects.create(kind=one.kind.value, person=one.person, sign_in=name)
    return found


def _free_name() -> str:
    """A name that says nothing: who reads it does not learn whose it is."""
    while True:
        name = "".join(secrets.choice(ALPHABET) for _ in range(NAME_LETTERS))
        if not PersonalAccount.objects.filter(sign_in=name).exists():
            return name
