"""Accounts are written in company: with one those of the whole class, so that no row tells whose turn it was.

PostgreSQL notes at each row which transaction wrote it last, and puts what was
written later behind what was written before. Were an account written alone when
its owner uses a slip, a copy of the data folder would tell who did, and about
when. All of a class are therefore sealed anew in the same transaction, in an
order drawn by lot; and at night all of the school (`upkeep`).
"""

import secrets
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from xinqiao.core.access import take_all
from xinqiao.register.people.models import ClientKind, Guardian, Student
from xinqiao.register.personal.models import PersonalAccount


def take_company(account: UUID) -> tuple[PersonalAccount, list[PersonalAccount]]:
    """An account with all of its class, locked in one order for everybody. Raises `Missing`."""
    known = PersonalAccount.objects.get(pk=account)
    beside = PersonalAccount.objects.filter(kind=known.kind, person__in=_class_of(known)).values_list("pk", flat=True)
    rows = take_all(PersonalAccount, {account, *beside})
    return next(row for row in rows if row.pk == account), rows


def write(rows: Collection[PersonalAccount], changes: dict[UUID, dict[str, Any]]) -> None:
    """Write all of them in no order; `changes` by account."""
    drawn = list(rows)
    secrets.SystemRandom().shuffle(drawn)
    for row in drawn:
        row.lay(**changes.get(row.pk, {}))


def _class_of(account: PersonalAccount) -> Iterable[UUID]:
    if account.kind == ClientKind.STUDENT:
        own = Student.objects.filter(pk=account.person).values_list("school_class", flat=True).first()
        return Student.objects.filter(school_class=own).values_list("pk", flat=True) if own else [account.person]
    own = Guardian.objects.filter(pk=account.person).values_list("student__school_class", flat=True).first()
    return Guardian.objects.filter(student__school_class=own).values_list("pk", flat=True) if own else [account.person]
