"""The part of `xinqiao drill full-disk` that runs with Django: no document opens whose reading cannot be recorded."""

from pathlib import Path
from uuid import UUID, uuid4

from django.db import DatabaseError, connection

from xinqiao.cli.drills import small_disk, vaulted
from xinqiao.cli.drills.outcome import Outcome
from xinqiao.cli.drills.seed import Known
from xinqiao.cli.drills.vaulted import NOTE, NoteRead, Writer
from xinqiao.core.clock import now
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault import documents
from xinqiao.core.vault.models import SealedDocument

TRIES = 200


def try_to_read(answer: str, known: str, flaw: str | None) -> None:
    """Fill the disk and read on until it is refused; count what opened, and what is on record."""
    outcome, seeded = Outcome(), Known.read(Path(known))
    ballast = Path(known).with_name("ballast")
    if flaw:
        setattr(documents, "record_reading", _not_required)  # noqa: B010 (the mistake is made on purpose)
    writer = Writer.of(seeded.writers[0])
    keyring = writer.keyring()
    found = [
        SealedDocument.objects.select_related("dossier").filter(row=UUID(row), kind=NOTE).order_by("-revision")[0]
        for row in seeded.documents
    ]
    small_disk.fill(ballast)
    before, opened, refused = _on_record(), 0, 0
    try:
        for turn in range(TRIES):
            one = found[turn % len(found)]
            try:
                vaulted.read(keyring, writer, one.dossier, one.row, now())
                opened += 1
            except DatabaseError:
                refused += 1
                connection.close()
    finally:
        ballast.unlink(missing_ok=True)
    written = _on_record() - before
    outcome.facts |= {"opened": opened, "refused": refused, "on_record": written}
    outcome.expect(opened <= written, f"{opened} documents opened and {written} readings are on record")
    outcome.expect(refused or flaw, "nothing was refused: the disk was not full")
    outcome.write(Path(answer))


def _on_record() -> int:
    return Entry.objects.filter(kind__in=[NoteRead.kind, "ledger.read_again"]).count()


def _not_required(*_given: object, **_more: object) -> UUID:
    """A reading that is written when there is room, and forgotten when there is not."""
    return uuid4()
