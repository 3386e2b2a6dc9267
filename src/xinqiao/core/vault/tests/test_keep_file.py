"""Keeping a file: while every vault is locked, a chunk at a time, and nothing readable lies there."""

import gc
import io
import os
from pathlib import Path

import pytest

from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.dossiers import make_dossier
from xinqiao.core.vault.files import CHUNK, FileTooBig
from xinqiao.core.vault.models import Dossier, SealedChunk, SealedFile
from xinqiao.core.vault.pinning import KeySwapped
from xinqiao.core.vault.suites import SUITES, Suites

from .builders import CLAUSE, NOW, grant
from .kept import MEDIA, MIB, NAME, chunk_of, keep, opened, read
from .toy import ToySuite


class Drip:
    """A stream that gives less than it is asked for, as a network does."""

    def __init__(self, content, step):
        self._rest, self._step = io.BytesIO(content), step

    def read(self, size):
        return self._rest.read(min(size, self._step))


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
    """A stream of so many bytes that is never whole in memory; `look` is called whenever more is asked for."""

    def __init__(self, size, look):
        self.left, self.look = size, look

    def read(self, size):
        self.look()
        given = min(size, self.left)
        self.left -= given
        return os.urandom(given)


def resident():
    """Kilobytes of memory that this process holds at this moment."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def test_two_hundred_megabytes_pass_through_little_memory(scene, mine):
    """Looked at before and after each chunk: what is gathered on the way is still held at one of these moments."""
    gc.collect()
    before, held = resident(), []

    file = keep(scene.dossier, stream=Endless(200 * MIB, lambda: held.append(resident())))
    got = 0
    for part in opened(mine, file).parts:
        held.append(resident())
        assert len(part) <= CHUNK
        got += len(part)

    assert (got, file.chunks) == (200 * MIB, 200)
    assert len(held) > 400
    assert max(held) - before < 64 * 1024
