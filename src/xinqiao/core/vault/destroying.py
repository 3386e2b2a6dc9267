"""Destroying a dossier: every way to its key, and everything that was sealed to it.

What is left are rows that say what was there and when it went, so that the
ledger still fits both ways. What this cannot reach: a backup made before holds
the ciphertexts, and the envelope's grant with them, until it is itself removed;
PostgreSQL overwrites emptied rows on its disk when it next tidies up (VACUUM),
and its write-ahead log as it goes round.
"""

from datetime import datetime

from django.db import transaction

from xinqiao.core.access import Grant, take
from xinqiao.core.ledger import record
from xinqiao.core.vault.events import DossierDestroyed
from xinqiao.core.vault.models import Dossier, KeyGrant, SealedChunk, SealedDocument, SealedFile
from xinqiao.core.vault.pinning import unpin


@transaction.atomic
def destroy_dossier(*, grant: Grant, dossier: Dossier, at: datetime) -> None:
    """End every grant, the envelope's among them, and empty grants, documents, files and chunks.

    Needs no unlocked key. Whoever calls it holds the lock under which others
    write to this dossier, such as its case's. A dossier that is destroyed
    already stays as it is. Raises `Missing`.
    """
    taken = take(Dossier, dossier.pk)
    if taken.ended_at is not None:
        return
    documents = list(SealedDocument.objects.filter(dossier=taken).only("pk"))
    files = list(SealedFile.objects.filter(dossier=taken).only("pk"))
    chunks = list(SealedChunk.objects.filter(file__dossier=taken).only("pk"))
    grants = list(KeyGrant.objects.select_for_update().filter(dossier=taken, ended_at=None))
    KeyGrant.objects.filter(dossier=taken).exclude(sealed=b"").update(sealed=b"")
    KeyGrant.objects.filter(pk__in=[one.pk for one in grants]).update(ended_at=at)
    SealedDocument.objects.filter(pk__in=[one.pk for one in documents]).update(sealed=b"")
    SealedFile.objects.filter(pk__in=[one.pk for one in files]).update(sealed=b"", destroyed_at=at)
    SealedChunk.objects.filter(pk__in=[one.pk for one in chunks]).update(sealed=b"")
    taken.ended_at = at
    taken.save(update_fields=["ended_at"])
    unpin(taken, grant, at=at)
    event = DossierDestroyed(subject=taken.pk, documents=len(documents), files=len(files), grants=len(grants))
    record(event, grant, rows=[*grants, *documents, *files, *chunks], at=at)
