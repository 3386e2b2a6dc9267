"""The part of `xinqiao drill restore` that runs with Django: the envelope's words, and a dossier that opens."""

from pathlib import Path
from uuid import UUID

from xinqiao.cli.drills import vaulted
from xinqiao.cli.drills.outcome import Outcome
from xinqiao.cli.drills.seed import CONTENT, Known
from xinqiao.cli.drills.vaulted import NOTE, Writer
from xinqiao.core.access import Missing
from xinqiao.core.clock import now
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.core.vault.documents import DocumentBroken
from xinqiao.core.vault.grants import NoKeyGrant
from xinqiao.core.vault.models import Dossier, SealedDocument


def recover_and_read(answer: str, known: str) -> None:
    """A colleague who had no key gets one by the envelope, and reads what was written; what was not as promised."""
    outcome, seeded, at = Outcome(), Known.read(Path(known)), now()
    report = verify()
    outcome.expect(report.is_sound, f"the ledger does not fit: {report.findings[:2]}")
    colleague = Writer.of(seeded.writers[1])
    dossiers = [UUID(one) for one in seeded.dossiers]
    rows = [(UUID(row), _dossier_of(row)) for row in seeded.documents]
    closed = sum(not _reads(colleague, row, dossier) for row, dossier in rows)
    outcome.expect(closed == len(rows), f"{len(rows) - closed} documents opened before the envelope")
    given = vaulted.reseal(seeded.envelope, colleague, dossiers, at)
    outcome.expect(given == len(dossiers), f"{given} of {len(dossiers)} dossiers were given")
    legible = sum(_reads(colleague, row, dossier) for row, dossier in rows)
    outcome.expect(legible == len(rows), f"{legible} of {len(rows)} documents opened by the envelope")
    seal_once(full=True)
    outcome.expect(verify().is_sound, "the ledger does not fit after the recovery")
    outcome.facts |= {"entries": report.entries, "dossiers": given, "documents": legible}
    outcome.write(Path(answer))


def _dossier_of(row: str) -> Dossier | None:
    found = SealedDocument.objects.filter(row=row, kind=NOTE).select_related("dossier").first()
    return found.dossier if found else None


def _reads(writer: Writer, row: UUID, dossier: Dossier | None) -> bool:
    """Whether this person opens the document and finds what was written."""
    if dossier is None:
        return False
    try:
        opened = vaulted.read(writer.keyring(), writer, dossier, row, now())
    except (NoKeyGrant, Missing, DocumentBroken):
        return False
    return bool(opened.content["happened"] == CONTENT)
