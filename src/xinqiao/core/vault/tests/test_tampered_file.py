"""A file that somebody at the database has worked on: noticed when it is opened, and by the ledger's verification."""

import os

import pytest
from django.db import connection

from xinqiao.core.ledger.findings import Wrong
from xinqiao.core.ledger.verify import verify
from xinqiao.core.ledger.weight import scales
from xinqiao.core.vault import files
from xinqiao.core.vault.dossiers import make_dossier
from xinqiao.core.vault.files import CHUNK, FileBroken, sealed_file
from xinqiao.core.vault.models import KeyGrant, SealedChunk, SealedFile

from .builders import CLAUSE, NOW, grant
from .kept import chunk_of, keep, opened


def verified():
    """The vault's rows against the ledger; other areas have none here."""
    return verify(overdue_after=1e9, weighed={name: one for name, one in scales().items() if name.startswith("vault.")})


def flip(file, other):
    sealed = bytearray(chunk_of(file, 1).get().sealed)
    sealed[500] ^= 1
    chunk_of(file, 1).update(sealed=bytes(sealed))


def cut_the_end(file, other):
    chunk_of(file, 2).delete()


def cut_the_end_and_say_so(file, other):
    chunk_of(file, 2).delete()
    SealedFile.objects.filter(pk=file.pk).update(chunks=2)


def take_one_out(file, other):
    chunk_of(file, 1).delete()
    chunk_of(file, 2).update(number=1)
    SealedFile.objects.filter(pk=file.pk).update(chunks=2)


def reorder(file, other):
    chunk_of(file, 0).update(number=9)
    chunk_of(file, 1).update(number=0)
    chunk_of(file, 9).update(number=1)


def of_another_file(file, other):
    chunk_of(file, 0).update(sealed=bytes(chunk_of(other, 0).get().sealed))


def the_whole_of_another(file, other):
    SealedChunk.objects.filter(file=file).delete()
    SealedChunk.objects.filter(file=other).update(file=file)
    SealedFile.objects.filter(pk=file.pk).update(sealed=bytes(other.sealed))


def another_row(file, other):
    SealedFile.objects.filter(pk=file.pk).update(row=other.row)


def another_kind(file, other):
    SealedFile.objects.filter(pk=file.pk).update(kind="vault_test.other")


def another_dossier(file, other):
    keys = KeyGrant.objects.get(dossier=file.dossier, to_person__isnull=False).to_person
    SealedFile.objects.filter(pk=file.pk).update(
        dossier=make_dossier(grant=grant(), kind="case", to=[keys], clause=CLAUSE, at=NOW)
    )


def one_more(file, other):
    SealedChunk.objects.create(file=file, number=3, sealed=bytes(chunk_of(file, 2).get().sealed))


TAMPERINGS = [
    flip,
    cut_the_end,
    cut_the_end_and_say_so,
    take_one_out,
    reorder,
    of_another_file,
    the_whole_of_another,
    another_row,
    another_kind,
    another_dossier,
    one_more,
]


@pytest.fixture
def two_files(scene):
    return [keep(scene.dossier, os.urandom(2 * CHUNK + 9)) for _ in range(2)]


@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_any_exchange_is_noticed_before_a_byte_is_given(scene, mine, two_files, tamper):
    tamper(*two_files)

    with pytest.raises(FileBroken):
        opened(mine, sealed_file(two_files[0].pk))


@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_the_ledger_s_verification_finds_it_without_reading_the_bytes(scene, two_files, tamper):
    assert verified().is_sound
    tamper(*two_files)

    assert any("vault.file" in found.row for found in verified().findings)


def test_a_chunk_that_changes_while_it_is_played_is_noticed(scene, mine, two_files):
    parts = opened(mine, two_files[0]).parts
    next(parts)
    flip(*two_files)

    with pytest.raises(FileBroken):
        next(parts)


@pytest.mark.parametrize("tamper", [flip, reorder, of_another_file, take_one_out, cut_the_end_and_say_so])
def test_even_when_the_ledger_is_not_asked_the_seal_holds(scene, mine, two_files, tamper, monkeypatch):
    tamper(*two_files)
    file = sealed_file(two_files[0].pk)
    digests = [bytes(one.digest) for one in SealedChunk.objects.filter(file=file).order_by("number")]
    monkeypatch.setattr(files, "compare_with_ledger", lambda file: digests)

    with pytest.raises(FileBroken):
        b"".join(opened(mine, file).parts)


def test_a_chunk_s_check_value_cannot_be_written(scene, two_files):
    with connection.cursor() as cursor, pytest.raises(Exception, match="digest"):
        cursor.execute("UPDATE vault_sealedchunk SET digest = %s", [bytes(32)])


def test_a_row_nobody_recorded_is_found(scene, two_files):
    one_more(*two_files)

    assert Wrong.ROW_UNRECORDED in {found.wrong for found in verified().findings}
