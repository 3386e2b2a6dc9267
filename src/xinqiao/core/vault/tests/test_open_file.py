"""Opening a file: by grant and key, once the reading is on record, and only the stretch that was asked for."""

import os
from uuid import uuid4

import pytest

from xinqiao.core.access import PROGRAM, Missing, require
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault import files
from xinqiao.core.vault.files import CHUNK, open_file, sealed_file
from xinqiao.core.vault.grants import NoKeyGrant

from .builders import LU, NOW, NoteRead, grant, keyring_of
from .kept import keep, opened, read

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
