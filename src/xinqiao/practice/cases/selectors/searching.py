"""Which papers a search goes through: one's own, filed or half written, of open and closed cases. Nothing is opened."""

from xinqiao.core.access import Actor
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.models import Draft, Record
from xinqiao.practice.cases.states import RecordState

WITH = ("case__dossier", "case__notes_dossier", "writer")


def records_to_search(actor: Actor) -> list[Record]:
    """Every filed paper of one's own cases, the newest first; one statement."""
    rows = Record.objects.select_related(*WITH).filter(policy.visible_records(actor), state=RecordState.FILED)
    return list(rows.order_by("-starts_at", "pk"))


def drafts_to_search(actor: Actor) -> list[Draft]:
    """What one has half written oneself, private notes among it; one statement."""
    seen = Record.objects.filter(policy.visible_records(actor), writer=actor.pk, state=RecordState.OPEN).values("pk")
    rows = Draft.objects.select_related(*(f"record__{name}" for name in ("case", *WITH)))
    return list(rows.filter(record__in=seen).order_by("-saved_at", "pk"))
