"""Documents: sealed to a place, signed by their writer, opened once the reading is on record."""

from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinqiao.core.access import PROGRAM, Missing, require
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault import documents
from xinqiao.core.vault.contents import digest_of, signed_part
from xinqiao.core.vault.documents import (
    DocumentBroken,
    Spot,
    keep_document,
    open_document,
    open_draft,
    seal_to_dossier,
)
from xinqiao.core.vault.dossiers import make_dossier
from xinqiao.core.vault.grants import NoKeyGrant
from xinqiao.core.vault.house import SealBroken
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.models import PersonKey, SealedDocument
from xinqiao.core.vault.person_keys import end_person_key

from .builders import (
    CLAUSE,
    CONTENT,
    FORM,
    LU,
    NOW,
    SHEN,
    XU,
    NoteRead,
    file_one,
    grant,
    keyring_of,
    read,
)

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def keep(spot, content=CONTENT):
    return keep_document(grant=grant(), spot=spot, content=content, form=FORM, at=NOW)


def test_a_filed_document_says_who_wrote_it_under_which_head_in_which_form(scene, mine):
    spot = scene.spot()
    file_one(mine, spot)

    opened = read(mine, spot)

    assert (opened.content, opened.form, opened.revision, opened.writer) == (CONTENT, FORM, 1, SHEN.pk)
    assert (opened.is_signed, opened.head, opened.at) == (True, "0", NOW)
    assert "她" not in repr(opened)


def test_what_comes_in_is_sealed_while_every_vault_is_locked(scene):
    spot = scene.spot()
    keep(spot)

    with keyring_of() as keyring:
        opened = read(keyring, spot)
    assert (opened.content, opened.is_signed, opened.writer) == (CONTENT, False, None)


def test_a_draft_is_the_writer_s_own_and_is_kept_nowhere_here(scene):
    spot = scene.spot()
    sealed = seal_to_dossier(spot, 0, CONTENT, FORM)

    with keyring_of() as keyring:
        assert open_draft(keyring, spot, 0, sealed, at=NOW) == CONTENT
        with pytest.raises(SealBroken):
            open_draft(keyring, scene.spot(), 0, sealed, at=NOW)
    with keyring_of(LU) as keyring, pytest.raises(NoKeyGrant):
        open_draft(keyring, spot, 0, sealed, at=NOW)
    assert not SealedDocument.objects.exists()


def test_no_word_of_it_lies_in_the_database(scene, mine):
    file_one(mine, scene.spot())

    (document,) = SealedDocument.objects.all()
    assert "她".encode() not in bytes(document.sealed)
    assert not Entry.objects.filter(body__contains="她").exists()


def test_revisions_stay_and_the_newest_is_opened(scene, mine):
    spot = scene.spot()
    file_one(mine, spot, "first")
    file_one(mine, spot, "second")

    assert read(mine, spot).content == "second"
    assert read(mine, spot, revision=1).content == "first"
    with pytest.raises(Missing):
        read(mine, spot, revision=3)


def test_taking_the_only_revision_away_is_noticed_and_named(scene, mine):
    spot = scene.spot()
    document = file_one(mine, spot)
    gone = document.pk
    document.delete()

    with pytest.raises(DocumentBroken) as said:
        read(mine, spot)
    assert said.value.document == gone


def test_what_is_filed_while_it_is_opened_makes_no_document_look_exchanged(scene, mine, monkeypatch):
    spot = scene.spot()
    file_one(mine, spot, "first")
    find = documents._find
    monkeypatch.setattr(documents, "_find", lambda *args, **at: file_one(mine, spot, "second") and find(*args, **at))

    assert read(mine, spot).content == "first"
    monkeypatch.undo()
    assert read(mine, spot).content == "second"


def test_taking_the_newest_revision_away_is_noticed(scene, mine):
    spot = scene.spot()
    file_one(mine, spot, "first")
    file_one(mine, spot, "second").delete()

    with pytest.raises(DocumentBroken):
        read(mine, spot)


def test_an_older_revision_in_the_newer_one_s_place_is_noticed(scene, mine):
    spot = scene.spot()
    first, second = file_one(mine, spot, "first"), file_one(mine, spot, "second")
    SealedDocument.objects.filter(pk=second.pk).update(sealed=bytes(first.sealed))

    with pytest.raises(DocumentBroken):
        read(mine, spot)


@pytest.mark.parametrize("move", ["row", "kind", "dossier", "revision"])
def test_a_ciphertext_opens_nowhere_else(scene, mine, move):
    spot = scene.spot()
    document = file_one(mine, spot)
    other = make_dossier(grant=grant(), kind="case", to=[scene.keys[SHEN.pk]], clause=CLAUSE, at=NOW)
    to = {"row": uuid4(), "kind": "vault_test.other", "dossier": other, "revision": 2}[move]
    SealedDocument.objects.filter(pk=document.pk).update(**{move: to})
    there = Spot(
        to if move == "dossier" else spot.dossier,
        to if move == "kind" else spot.kind,
        to if move == "row" else spot.row,
    )

    with pytest.raises(DocumentBroken):
        read(mine, there)


def test_even_when_the_ledger_is_not_asked_the_seal_holds_the_place(scene, mine, monkeypatch):
    spot, there = scene.spot(), scene.spot()
    document = file_one(mine, spot)
    fits = {"document": str(document.pk), "revision": 1, "digest": digest_of(bytes(document.sealed))}
    monkeypatch.setattr("xinqiao.core.vault.documents.expected_of", lambda *args: fits)
    SealedDocument.objects.filter(pk=document.pk).update(row=there.row)

    with pytest.raises(DocumentBroken):
        read(mine, there)


def test_what_somebody_else_sealed_to_the_public_key_is_noticed(scene, mine):
    spot = scene.spot()
    document = file_one(mine, spot)
    forged = seal_to_dossier(spot, 1, "forged", FORM)
    SealedDocument.objects.filter(pk=document.pk).update(sealed=forged)

    with pytest.raises(DocumentBroken):
        read(mine, spot)


@pytest.mark.parametrize("change", [{"form": "letter"}, {"form_version": 2}])
def test_another_form_beside_the_same_content_is_noticed(scene, mine, change):
    spot = scene.spot()
    file_one(mine, spot)
    SealedDocument.objects.update(**change)

    with pytest.raises(DocumentBroken):
        read(mine, spot)


def test_a_signature_is_checked_against_the_writer_s_own_key(scene, mine):
    spot = scene.spot()
    file_one(mine, spot)
    PersonKey.objects.filter(owner=SHEN.pk).update(signing=bytes(scene.keys[LU.pk].signing))

    with pytest.raises(DocumentBroken):
        read(mine, spot)


def test_a_signature_stays_good_after_its_writer_has_left(scene):
    spot = scene.spot()
    dossier = make_dossier(
        grant=grant(), kind="case", to=[scene.keys[SHEN.pk], scene.keys[LU.pk]], clause=CLAUSE, at=NOW
    )
    spot = Spot(dossier, spot.kind, spot.row)
    with keyring_of() as keyring:
        file_one(keyring, spot)
    end_person_key(grant=grant(XU), owner=SHEN.pk, at=NOW)

    with keyring_of(LU) as keyring:
        assert read(keyring, spot, LU).writer == SHEN.pk


@pytest.mark.parametrize("signed", [lambda said: said.encode(), lambda said: signed_part(said[1:]), lambda said: b""])
def test_a_signature_over_anything_else_opens_nothing(scene, mine, monkeypatch, signed):
    spot = scene.spot()
    monkeypatch.setattr(documents, "signed_part", signed)
    file_one(mine, spot)
    monkeypatch.undo()

    with pytest.raises(DocumentBroken):
        read(mine, spot)


def test_without_a_signature_nothing_opens_that_names_a_writer(scene, mine, monkeypatch):
    spot = scene.spot()
    monkeypatch.setattr(Keyring, "sign", lambda keyring, message: b"")
    file_one(mine, spot)

    with pytest.raises(DocumentBroken):
        read(mine, spot)


def test_the_reading_is_on_record_even_when_the_document_turns_out_broken(scene, mine):
    spot = scene.spot()
    document = file_one(mine, spot)
    SealedDocument.objects.filter(pk=document.pk).update(sealed=b"\x01\x01" + bytes(80))

    with pytest.raises(DocumentBroken):
        read(mine, spot)
    assert Entry.objects.filter(kind="vault_test.note_read", subject=spot.row).count() == 1


def test_if_the_reading_cannot_be_recorded_nothing_opens(fresh_scene, cluster, fresh_database, monkeypatch):
    spot = fresh_scene.spot()
    used = []
    monkeypatch.setattr("xinqiao.core.vault.grants.follow", lambda *args: used.append(args))
    with keyring_of() as keyring:
        file_one(keyring, spot)
        with psycopg.connect(cluster.superuser_dsn(fresh_database), autocommit=True) as superuser:
            superuser.execute("REVOKE INSERT ON ledger_entry FROM xinqiao_desk")
        with pytest.raises(DatabaseError):
            read(keyring, spot)
    assert used == []


def test_nobody_reads_or_files_with_another_s_keys_nor_the_program(scene, mine):
    spot = scene.spot()
    file_one(mine, spot)

    with pytest.raises(NoKeyGrant):
        read(mine, spot, LU)
    with pytest.raises(NoKeyGrant):
        file_one(mine, spot, actor=LU)
    for not_asked in (require(PROGRAM, lambda actor: True), "yes"):
        with pytest.raises(NoKeyGrant):
            open_document(keyring=mine, grant=not_asked, reading=NoteRead(spot.row), spot=spot, at=NOW)


def test_the_reading_on_record_is_of_what_is_read(scene, mine):
    spot = scene.spot()
    file_one(mine, spot)

    with pytest.raises(ValueError, match="what is read"):
        open_document(keyring=mine, grant=grant(), reading=NoteRead(uuid4()), spot=spot, at=NOW)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=ANY_JSON)
def test_whatever_json_can_say_comes_out_again(scene, mine, content):
    spot = scene.spot()
    file_one(mine, spot, content)

    assert read(mine, spot).content == content


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_no_bit_of_a_sealed_document_can_be_changed(scene, mine, place, bit):
    spot = scene.spot()
    sealed = bytearray(seal_to_dossier(spot, 0, CONTENT, FORM))
    sealed[place % len(sealed)] ^= 1 << bit

    with pytest.raises(SealBroken):
        open_draft(mine, spot, 0, bytes(sealed), at=NOW)


def test_lone_surrogates_and_odd_characters_survive(scene, mine):
    spot = scene.spot()
    odd = "𠮷\u0000\ud800 \u202e👩‍👧"
    file_one(mine, spot, odd)

    assert read(mine, spot).content == odd


def test_how_many_statements_filing_and_opening_cost(scene, mine, django_assert_num_queries):
    spot = scene.spot()
    with django_assert_num_queries(8):
        file_one(mine, spot)
    with django_assert_num_queries(6):
        read(mine, spot)


def test_two_who_file_the_same_row_at_once_never_overwrite(fresh_scene, at_once):
    spot = fresh_scene.spot()

    def one():
        with keyring_of() as keyring:
            return file_one(keyring, spot)

    results = at_once(one, one)

    kept = [result.revision for result in results if isinstance(result, SealedDocument)]
    assert sorted(kept) in ([1], [1, 2])
    assert SealedDocument.objects.count() == len(kept)
