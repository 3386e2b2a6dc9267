"""What is owed to somebody in danger, and how far it is done."""

from collections.abc import Collection
from uuid import UUID

from xinqiao.office.obligations.models import Obligation


def help_owed(case: UUID, kinds: Collection[str]) -> list[Obligation]:
    """The last promise of each kind while one of them still stands, in the order of `kinds`; else nothing."""
    rows = Obligation.objects.filter(kind__in=kinds, subject=case).defer("waived_reason").order_by("created_at")
    last = {row.kind: row for row in rows}
    if all(row.ended_at for row in last.values()):
        return []
    return [last[kind] for kind in kinds if kind in last]
