"""Sealed files: kept while every vault is locked, opened by stretches, and no piece of them can be exchanged."""

import gc
import io
import os
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from xinqiao.core.access import PROGRAM, Missing, require
from xinqiao.core.ledger.findings import Wrong
from xinqiao.core.ledger.models import Entry
from xinqiao.core.ledger.verify import verify
from xinqiao.core.ledger.weight import scales
from xinqiao.core.vault import files
from xinqiao.core.vault.dossiers import make_dossier
from xinqiao.core.vault.files import (
    CHUNK,
    FileBroken,
    FileTooBig,
    Header,
    keep_file,
    open_file,
    sealed_file,
)
from xinqiao.core.vault.grants import NoKeyGrant
from xinqiao.core.vault.models import Dossier, KeyGrant, SealedChunk, SealedFile
from xinqiao.core.vault.pinning import KeySwapped
from xinqiao.core.vault.reading import describe_files
from xinqiao.core.vault.suites import SUITES, Suites

from .builders import CLAUSE, LU, NOW, SHEN, NoteRead, grant, keyring_of
from .toy import ToySuite

NAME, MEDIA = "小林的画.png", "image/png"
MIB = 1 << 20


class Drip:
    """A stream that gives less than it is asked for, as a network does."""

    def __init__(self, content, step):
        self._rest, self._step = io.BytesIO(content), step

    def read(self, size):
        return self._rest.read(min(size, self._step))


@pytest.fixture
def mine(scene):
    with keyring_of() as keyring:
        yield keyring


def keep(dossier, content=b"letter", stream=None, row=None, **more):
    return keep_file(
        grant=grant(),
        dossier=dossier,
        kind="vault_test.attachment",
        row=row or uuid4(),
        name=NAME,
        media=MEDIA,
        stream=stream or io.BytesIO(content),
        at=NOW,
        **more,
    )


def opened(keyring, file, actor=SHEN, **more):
    return open_file(keyring=keyring, grant=grant(actor), reading=NoteRead(file.row), file=file, at=NOW, **more)


def read(keyring, file, actor=SHEN, **more):
    return b"".join(opened(keyring, sealed_file(file.pk), actor, **more).parts)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 5 * CHUNK + 77])
def test_what_was_kept_comes_out_again_with_its_name(scene, mine, size):
    content = os.urandom(size)
    file = keep(scene.dossier, content)

    got = opened(mine, file)

    assert b"".join(got.parts) == content
    assert (got.header.name, got.header.media, got.header.size, got.length) == (NAME, MEDIA, size, size)
    assert file.chunks == max(1, -(-size // CHUNK))
    assert "林" not in repr(got)


def test_a_stream_that_gives_little_at_a_time_makes_the_same_chunks(scene, mine):
    content = os.urandom(2 * MIB + 5)
    file = keep(scene.dossier, stream=Drip(content, 70_001))

    assert file.chunks == 3
    assert read(mine, file) == content


def test_it_is_kept_while_every_vault_is_locked_and_nothing_readable_lies_there(scene):
    file = keep(scene.dossier, "她写的信。".encode() * 50)

    lying = b"".join(bytes(chunk.sealed) for chunk in SealedChunk.objects.all()) + bytes(file.sealed)
    assert "她写的信".encode() not in lying
    assert NAME.encode() not in lying
    assert MEDIA.encode() not in lying
    assert not Entry.objects.filter(body__contains="png").exists()


def test_files_of_like_length_look_alike_from_outside(scene):
    for size in (1, 9_000, 16_384):
        keep(scene.dossier, bytes(size))

    assert len({len(chunk.sealed) for chunk in SealedChunk.objects.all()}) == 1


STRETCHES = [
    (0, None),
    (0, 1),
    (CHUNK - 1, 2),
    (CHUNK, CHUNK),
    (2 * CHUNK + 5, None),
    (3 * CHUNK, 10),
    (10**9, 5),
    (0, 10**9),
    (7, 0),
    (-4, 3),
]


@pytest.mark.parametrize(("start", "length"), STRETCHES)
def test_a_stretch_is_what_lies_there(scene, mine, start, length):
    content = os.urandom(3 * CHUNK - 1000)
    file = keep(scene.dossier, content)

    got = opened(mine, file, start=start, length=length)
    expected = content[max(start, 0) :] if length is None else content[max(start, 0) :][:length]

    assert b"".join(got.parts) == expected
    assert got.length == len(expected)


def test_seeking_opens_only_the_chunks_that_hold_the_stretch(scene, mine, monkeypatch):
    file = keep(scene.dossier, os.urandom(6 * CHUNK))
    asked = []
    open_chunk = files._open_chunk
    monkeypatch.setattr(files, "_open_chunk", lambda *to: asked.append(to[2]) or open_chunk(*to))

    read(mine, file, start=4 * CHUNK - 10, length=20)

    assert asked == [3, 4]


def test_the_reading_is_on_record_before_the_key_is_used(scene, mine, monkeypatch):
    file = keep(scene.dossier)
    readings = Entry.objects.filter(kind="vault_test.note_read", subject=file.row)
    before = []
    follow = files.follow
    monkeypatch.setattr(files, "follow", lambda *way: before.append(readings.count()) or follow(*way))

    read(mine, file)

    assert before == [1]


def test_a_list_says_what_files_are_called_and_a_broken_one_hides_no_other(scene, mine, django_assert_num_queries):
    case, kept = uuid4(), [keep(scene.dossier, bytes(size)) for size in (10, CHUNK + 1, 30)]
    chunk_of(kept[2], 0).update(sealed=b"")
    before = Entry.objects.filter(kind="vault_test.note_read").count()

    with django_assert_num_queries(7):
        said = describe_files(keyring=mine, grant=grant(), reading=NoteRead(case), files=kept, at=NOW)

    assert [(one.name, one.size) for one in said.values() if isinstance(one, Header)] == [(NAME, 10), (NAME, CHUNK + 1)]
    assert isinstance(said[kept[2].pk], FileBroken)
    assert Entry.objects.filter(kind="vault_test.note_read").count() == before + 1
    with keyring_of(LU) as hers, pytest.raises(NoKeyGrant):
        describe_files(keyring=hers, grant=grant(LU), reading=NoteRead(case), files=kept, at=NOW)


def test_parts_are_streamed_after_the_keys_of_the_request_are_wiped(scene):
    content = os.urandom(2 * CHUNK)
    file = keep(scene.dossier, content)
    with keyring_of() as keyring:
        got = opened(keyring, file)

    assert b"".join(got.parts) == content


def test_nobody_opens_without_a_grant_and_a_key(scene, mine):
    file = keep(scene.dossier)

    with keyring_of(LU) as hers, pytest.raises(NoKeyGrant):
        read(hers, file, LU)
    with pytest.raises(NoKeyGrant):
        read(mine, file, LU)
    for not_asked in (require(PROGRAM, lambda actor: True), "yes"):
        with pytest.raises(NoKeyGrant):
            open_file(keyring=mine, grant=not_asked, reading=NoteRead(file.row), file=file, at=NOW)
    with pytest.raises(ValueError, match="what is read"):
        open_file(keyring=mine, grant=grant(), reading=NoteRead(uuid4()), file=file, at=NOW)
    with pytest.raises(Missing):
        sealed_file(uuid4())


def verified():
    """The vault's rows against the ledger; other areas have none here."""
    return verify(overdue_after=1e9, weighed={name: one for name, one in scales().items() if name.startswith("vault.")})


def chunk_of(file, number):
    return SealedChunk.objects.filter(file=file, number=number)


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
    monkeypatch.setattr(files, "_compare_with_ledger", lambda file: digests)

    with pytest.raises(FileBroken):
        b"".join(opened(mine, file).parts)


def test_a_chunk_s_check_value_cannot_be_written(scene, two_files):
    with connection.cursor() as cursor, pytest.raises(Exception, match="digest"):
        cursor.execute("UPDATE vault_sealedchunk SET digest = %s", [bytes(32)])


def test_a_row_nobody_recorded_is_found(scene, two_files):
    one_more(*two_files)

    assert Wrong.ROW_UNRECORDED in {found.wrong for found in verified().findings}


def test_more_than_allowed_is_refused_and_leaves_nothing(scene):
    with pytest.raises(FileTooBig, match="2 MB"):
        keep(scene.dossier, bytes(2 * MIB + 1), at_most=2 * MIB)
    assert keep(scene.dossier, bytes(2 * MIB), at_most=2 * MIB).chunks == 2
    assert SealedFile.objects.count() == 1
    assert SealedChunk.objects.count() == 2


def test_nothing_is_sealed_to_a_key_that_was_exchanged(scene):
    other = make_dossier(grant=grant(), kind="case", to=[], clause=CLAUSE, at=NOW)
    Dossier.objects.filter(pk=scene.dossier.pk).update(public=bytes(other.public))

    with pytest.raises(KeySwapped):
        keep(Dossier.objects.get(pk=scene.dossier.pk))


def test_a_file_of_another_suite_opens_beside_one_of_ours(scene, mine, monkeypatch):
    ours = keep(scene.dossier, b"old")
    toy = ToySuite()
    both = Suites(writing=toy)
    both.add(SUITES.writing)
    monkeypatch.setattr("xinqiao.core.vault.people.SUITES", both)

    theirs = keep(scene.dossier, b"new")

    assert bytes(chunk_of(theirs, 0).get().sealed)[1] == toy.id
    assert (read(mine, ours), read(mine, theirs)) == (b"old", b"new")


class Endless:
    """A stream of so many bytes that is never whole in memory."""

    def __init__(self, size):
        self.left = size

    def read(self, size):
        given = min(size, self.left)
        self.left -= given
        return os.urandom(given)


def peak_kilobytes():
    lines = Path("/proc/self/status").read_text().splitlines()
    return {name: int(value.split()[0]) for name, value in (line.split(":", 1) for line in lines if "kB" in line)}


def forget_peak():
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pytest.skip("this machine does not let a process forget its peak")


def test_two_hundred_megabytes_pass_through_little_memory(scene, mine):
    gc.collect()
    forget_peak()
    before = peak_kilobytes()["VmRSS"]

    file = keep(scene.dossier, stream=Endless(200 * MIB))
    assert sum(len(part) for part in opened(mine, file).parts) == 200 * MIB

    assert file.chunks == 200
    assert peak_kilobytes()["VmHWM"] - before < 64 * 1024
