"""Client numbers: made ahead in shuffled batches, joined to people by a sealed link and nothing else.

Three things would give a number away in a copy of the database: a column, the
order of rows, and the transaction that wrote them. Numbers are therefore random,
made in batches of their own, and taken without touching their rows; and nothing
that writes the work ever writes or locks a row of the register.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require
from xinqiao.core.ledger import record
from xinqiao.register.people import policy
from xinqiao.register.people.events import OutsiderAdded
from xinqiao.register.people.models import Client, ClientKind, ClientLink, Outsider
from xinqiao.register.people.models.clients import number_index, person_index

SPARE = 64
LOCK = 7_205_001

Key = tuple[ClientKind, UUID]


def prepare_numbers(count: int = 0) -> None:
    """Make spare numbers, in a transaction of their own, before the one that will need `count` of them."""
    with transaction.atomic():
        _one_at_a_time()
        spare = len(_spare_numbers())
        if spare < count + SPARE // 2:
            Client.objects.bulk_create((Client() for _ in range(count + SPARE - spare)), batch_size=5000)


def number_people(keys: Iterable[Key]) -> None:
    """Join each person to a spare number. Call `prepare_numbers(len(keys))` first, outside of this transaction."""
    _one_at_a_time()
    wanted = {person_index(kind, person): (kind, person) for kind, person in keys}
    known = ClientLink.objects.filter(person_index__in=list(wanted)).values_list("person_index", flat=True)
    missing = [wanted[index] for index in set(wanted) - {bytes(index) for index in known}]
    spare = _spare_numbers()
    if len(spare) < len(missing):
        raise Problem(_("来访者编号不够用，请再试一次。"))
    chosen = secrets.SystemRandom().sample(spare, len(missing))
    secrets.SystemRandom().shuffle(missing)
    ClientLink.objects.bulk_create(
        [
            ClientLink(
                person_index=person_index(kind, person),
                number_index=number_index(number),
                pair={"kind": str(kind), "person": str(person), "number": str(number)},
            )
            for (kind, person), number in zip(missing, chosen, strict=True)
        ],
        batch_size=5000,
    )


def add_outsider(*, actor: Actor, name: str, phones: list[str], at: datetime) -> Outsider:
    """Somebody who is on no roster may be received; an alias will do. A transaction of its own, before any visit."""
    require(actor, policy.may_receive_people)
    prepare_numbers(1)
    with transaction.atomic():
        return _add_outsider(actor=actor, name=name, phones=phones, at=at)


@transaction.atomic
def _add_outsider(*, actor: Actor, name: str, phones: list[str], at: datetime) -> Outsider:
    grant = require(actor, policy.may_receive_people)
    outsider = Outsider.objects.create(name=name, phones=phones or None)
    number_people([(ClientKind.OUTSIDER, outsider.pk)])
    record(OutsiderAdded(subject=outsider.pk), grant, at=at)
    return outsider


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _spare_numbers() -> list[UUID]:
    used = {bytes(index) for index in ClientLink.objects.values_list("number_index", flat=True)}
    return [number for number in Client.objects.values_list("number", flat=True) if number_index(number) not in used]
