"""Destroying a dossier: nothing opens it, nothing of it is left, and the ledger still fits."""

import io
from uuid import uuid4

import pytest
from django.db import connection

from xinqiao.core.access import Missing
from xinqiao.core.ledger.models import Entry
from xinqiao.core.ledger.verify import verify
from xinqiao.core.ledger.weight import scales
from xinqiao.core.vault.destroying import destroy_dossier
from xinqiao.core.vault.documents import Spot, keep_document, open_document
from xinqiao.core.vault.dossiers import make_dossier
from xinqiao.core.vault.files import keep_file, open_file, sealed_file
from xinqiao.core.vault.grants import end_grant, grant_key
from xinqiao.core.vault.models import Dossier, KeyGrant, SealedChunk, SealedDocument, SealedFile
from xinqiao.core.vault.pinning import Destroyed, KeySwapped
from xinqiao.core.vault.reading import open_documents
from xinqiao.core.vault.recovery import recover

from .builders import CLAUSE, CONTENT, FORM, LU, NOW, SHEN, XU, NoteRead, file_one, grant, keyring_of, read

SEALED = [KeyGrant, SealedDocument, SealedFile, SealedChunk]


def keep(dossier, row, content=b"drawing"):
    where = {"dossier": dossier, "kind": "vault_test.attachment", "row": row, "name": "a.png", "media": "image/png"}
    return keep_file(grant=grant(), stream=io.BytesIO(content), at=NOW, **where)


def verified():
    return verify(overdue_after=1e9, weighed={name: one for name, one in scales().items() if name.startswith("vault.")})


@pytest.fixture
def full(scene):
    """A dossier with two revisions, a file of three chunks, an ended grant and one for another person."""
    spot = scene.spot()
    with keyring_of() as keyring:
        file_one(keyring, spot, "first")
        file_one(keyring, spot, CONTENT)
        ended = grant_key(
            keyring=keyring, grant=grant(), opens=scene.dossier, to=scene.keys[XU.pk], clause=CLAUSE, at=NOW
        )
        end_grant(grant=grant(), key_grant=ended.pk, at=NOW)
        grant_key(keyring=keyring, grant=grant(), opens=scene.dossier, to=scene.keys[LU.pk], clause=CLAUSE, at=NOW)
    keep(scene.dossier, spot.row, bytes(2 * (1 << 20) + 1))
    return spot


def everything():
    """Every ciphertext that lies in the vault's tables."""
    return {bytes(sealed) for model in SEALED for sealed in model.objects.values_list("sealed", flat=True)} - {b""}


def test_no_ciphertext_of_it_is_left_anywhere_and_what_hangs_elsewhere_stays(scene, full):
    before = everything()
    other = make_dossier(grant=grant(), kind="case", to=[scene.keys[SHEN.pk]], clause=CLAUSE, at=NOW)
    spot = Spot(other, "vault_test.note", uuid4())
    keep_document(grant=grant(), spot=spot, content="stays", form=FORM, at=NOW)
    kept = keep(other, spot.row, b"stays")
    of_others = everything() - before

    destroy_dossier(grant=grant(XU), dossier=scene.dossier, at=NOW)

    assert everything() == of_others
    dump = everything_in_the_vault()
    assert not any(one.hex() in dump for one in before if len(one) < 5000)
    with keyring_of() as keyring:
        assert read(keyring, spot).content == "stays"
        got = open_file(keyring=keyring, grant=grant(), reading=NoteRead(spot.row), file=kept, at=NOW)
        assert b"".join(got.parts) == b"stays"


def everything_in_the_vault():
    """Every row of every table of the vault and the ledger, as text."""
    said = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall() if name.startswith(("vault_", "ledger_"))]
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t")
            said += [line for (line,) in cursor.fetchall()]
    return "\n".join(said)


def test_every_grant_is_ended_the_envelope_s_too(scene, full):
    destroy_dossier(grant=grant(XU), dossier=scene.dossier, at=NOW)

    assert not KeyGrant.objects.filter(dossier=scene.dossier, ended_at=None).exists()
    assert recover(grant=grant(XU), words=scene.sheet.words, to=scene.keys[XU.pk], opens=[scene.dossier.pk],
                   clause=CLAUSE, at=NOW) == []  # fmt: skip


@pytest.mark.parametrize("actor", [SHEN, LU])
def test_opening_says_that_it_was_destroyed_and_records_no_reading(scene, full, actor):
    destroy_dossier(grant=grant(XU), dossier=scene.dossier, at=NOW)
    file = sealed_file(SealedFile.objects.get().pk)
    reading = NoteRead(full.row)

    with keyring_of(actor) as keyring:
        common = {"keyring": keyring, "grant": grant(actor), "reading": reading, "at": NOW}
        for opening in (
            lambda: open_document(spot=full, **common),
            lambda: open_documents(spots=[full], **common),
            lambda: open_file(file=file, **common),
        ):
            with pytest.raises(Destroyed):
                opening()
    assert not Entry.objects.filter(kind="vault_test.note_read").exists()


def test_nothing_more_is_sealed_to_it(scene, full):
    destroy_dossier(grant=grant(XU), dossier=scene.dossier, at=NOW)
    gone = Spot(Dossier.objects.get(pk=scene.dossier.pk), full.kind, full.row)

    with keyring_of() as keyring, pytest.raises(Destroyed):
        file_one(keyring, gone)
    with pytest.raises(Destroyed):
        keep(gone.dossier, full.row)


def test_one_brought_back_by_sql_takes_nothing_in(scene, full):
    destroy_dossier(grant=grant(XU), dossier=scene.dossier, at=NOW)
    Dossier.objects.filter(pk=scene.dossier.pk).update(ended_at=None)

    with pytest.raises(KeySwapped):
        keep(Dossier.objects.get(pk=scene.dossier.pk), full.row)


def test_the_ledger_says_what_went_and_fits_both_ways(scene, full):
    destroy_dossier(grant=grant(XU), dossier=scene.dossier, at=NOW)

    assert verified().is_sound
    entry = Entry.objects.get(kind="vault.dossier_destroyed", subject=scene.dossier.pk)
    assert entry.facts == {"documents": 2, "files": 1, "grants": 3}
    SealedDocument.objects.all()[0].delete()
    assert not verified().is_sound


def test_destroying_twice_is_destroying_once(scene, full):
    destroy_dossier(grant=grant(XU), dossier=scene.dossier, at=NOW)
    destroy_dossier(grant=grant(XU), dossier=scene.dossier, at=NOW)

    assert Entry.objects.filter(kind="vault.dossier_destroyed").count() == 1
    with pytest.raises(Missing):
        destroy_dossier(grant=grant(XU), dossier=Dossier(id=uuid4()), at=NOW)


def test_two_who_destroy_at_once_destroy_once(fresh_scene, at_once):
    def one():
        destroy_dossier(grant=grant(XU), dossier=fresh_scene.dossier, at=NOW)

    assert at_once(one, one) == [None, None]
    assert Entry.objects.filter(kind="vault.dossier_destroyed").count() == 1
