"""What is owed to somebody in danger, and how far it is done."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q

from xinqiao.office.obligations.models import Obligation


def help_owed(case: UUID, kinds: Collection[str]) -> list[Obligation]:
    """The last promise of each kind while one of them still stands, in the order of `kinds`; else nothing."""
    return help_among(Obligation.objects.filter(about_help(case, kinds)).defer("waived_reason"), kinds)


def about_help(case: UUID, kinds: Collection[str]) -> Q:
    """The promises of help to the client of a case, whoever owes them, the ended ones too."""
    return Q(kind__in=kinds, subject=case)


def help_among(rows: Iterable[Obligation], kinds: Collection[str]) -> list[Obligation]:
    """The same out of rows that have been read already."""
    last = {row.kind: row for row in sorted(rows, key=lambda row: row.created_at) if row.kind in kinds}
    if all(row.ended_at for row in last.values()):
        return []
    return [last[kind] for kind in kinds if kind in last]
