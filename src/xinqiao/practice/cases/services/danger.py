"""Somebody's life may be in danger: three things are owed within the hour, and each is said to be done by itself."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from xinqiao.core.access import Actor, Grant, require
from xinqiao.core.ledger import record
from xinqiao.office.obligations.services import keep, promise
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.events import HelpConfirmed
from xinqiao.practice.cases.models import Case

from .promises import HELP
from .taking import take_case

DANGER_WITHIN = timedelta(hours=1)


def owe_help(*, case: Case, grant: Grant, at: datetime) -> None:
    """Part of opening a case and of filing a paper that speaks of danger. What is owed already keeps its hour."""
    for kind in HELP:
        promise(
            grant=grant,
            kind=kind.key,
            subject=case.pk,
            about=case.client_id,
            owner=case.counsellor_id,
            due_at=at + DANGER_WITHIN,
            at=at,
        )


@transaction.atomic
def confirm_help(*, actor: Actor, case: UUID, done: Collection[str], at: datetime) -> None:
    """Of the three things these are done now. What was said to be done before stays as it was said. Raises `Missing`."""
    taken = take_case(case)
    grant = require(actor, policy.may_write_in, taken)
    kept = [keep(grant=grant, kind=kind.key, subject=taken.pk, at=at) for kind in HELP if kind.key in done]
    if any(kept):
        record(HelpConfirmed(subject=taken.pk, about=taken.client_id), grant, at=at)
