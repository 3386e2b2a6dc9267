"""Many documents in one act: one reading, one key opening per dossier, and a broken one is named."""

import time
from collections import Counter
from uuid import uuid4

import pytest

from xinqiao.core.access import PROGRAM, Missing, require
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault import grants
from xinqiao.core.vault.documents import DocumentBroken, Spot, keep_document, seal_to_dossier
from xinqiao.core.vault.dossiers import make_dossier, make_team_key
from xinqiao.core.vault.grants import NoKeyGrant, end_grant
from xinqiao.core.vault.house import SealBroken
from xinqiao.core.vault.models import KeyGrant, PersonKey, SealedDocument
from xinqiao.core.vault.reading import open_documents, open_drafts, open_each

from .builders import CLAUSE, FORM, LU, NOW, SHEN, XU, NoteRead, file_one, grant, keyring_of

CASE = uuid4()


def dossier_for(scene, *to):
    return make_dossier(grant=grant(), kind="case", to=to, clause=CLAUSE, at=NOW)


def open_all(keyring, spots, actor=SHEN, how=open_documents):
    return how(keyring=keyring, grant=grant(actor), reading=NoteRead(CASE), spots=spots, at=NOW)


def test_the_newest_of_each_is_opened_with_its_writer(scene, mine):
    first, second, unsigned = (scene.spot() for _ in range(3))
    file_one(mine, first, "one")
    file_one(mine, second, "old")
    file_one(mine, second, "new")
    keep_document(grant=grant(), spot=unsigned, content="in", form=FORM, at=NOW)

    opened = open_all(mine, [second, unsigned, first])

    assert {row: (one.content, one.writer, one.revision) for row, one in opened.items()} == {
        first.row: ("one", SHEN.pk, 1),
        second.row: ("new", SHEN.pk, 2),
        unsigned.row: ("in", None, 1),
    }
    assert list(opened) == [second.row, unsigned.row, first.row]


def test_one_reading_is_on_record_before_any_key_is_used(scene, mine, monkeypatch):
    spots = [scene.spot() for _ in range(3)]
    for spot in spots:
        file_one(mine, spot)
    readings = Entry.objects.filter(kind="vault_test.note_read", subject=CASE)
    before = []
    follow = grants.follow
    monkeypatch.setattr(grants, "follow", lambda *way: before.append(readings.count()) or follow(*way))

    open_all(mine, spots)

    assert before == [1]
    assert readings.count() == 1


def test_each_dossier_s_key_is_opened_once_and_statements_do_not_grow(scene, mine, django_assert_num_queries):
    dossiers = [dossier_for(scene, scene.keys[SHEN.pk]) for _ in range(6)]
    spots = [Spot(one, "vault_test.note", uuid4()) for one in dossiers for _ in range(3)]
    for spot in spots:
        file_one(mine, spot)

    for some in (spots[:1], spots):
        # The way, the ledger, the documents, the reading, the writer with the key's entries.
        with django_assert_num_queries(9):
            opened = open_all(mine, some)
        assert len(opened) == len(some)


def test_a_team_reaches_many_dossiers(scene, mine):
    team = make_team_key(grant=grant(), name="crisis_team", to=[scene.keys[LU.pk]], clause=CLAUSE, at=NOW)
    keys = [scene.keys[SHEN.pk], team]
    spots = [Spot(dossier_for(scene, *keys), "vault_test.note", uuid4()) for _ in range(3)]
    spots.append(Spot(dossier_for(scene, scene.keys[SHEN.pk], scene.keys[LU.pk]), "vault_test.note", uuid4()))
    for spot in spots:
        file_one(mine, spot, str(spot.row))

    with keyring_of(LU) as keyring:
        opened = open_all(keyring, spots, LU)

    assert {row: one.content for row, one in opened.items()} == {spot.row: str(spot.row) for spot in spots}
    membership = KeyGrant.objects.get(team=team, to_person=scene.keys[LU.pk])
    end_grant(grant=grant(), key_grant=membership.pk, at=NOW)
    with keyring_of(LU) as keyring, pytest.raises(NoKeyGrant):
        open_all(keyring, spots, LU)


def test_one_dossier_out_of_reach_opens_nothing_and_records_nothing(scene, mine):
    hers, his = scene.spot(), Spot(dossier_for(scene, scene.keys[LU.pk]), "vault_test.note", uuid4())
    file_one(mine, hers)
    keep_document(grant=grant(), spot=his, content="his", form=FORM, at=NOW)

    with pytest.raises(NoKeyGrant):
        open_all(mine, [hers, his])
    assert not Entry.objects.filter(kind="vault_test.note_read").exists()


def tamper_bytes(spot, other):
    SealedDocument.objects.filter(row=spot.row).update(sealed=b"\x01\x01" + bytes(80))


def tamper_seal_anew(spot, other):
    SealedDocument.objects.filter(row=spot.row).update(sealed=seal_to_dossier(spot, 1, "forged", FORM))


def tamper_swap(spot, other):
    stolen = bytes(SealedDocument.objects.get(row=other.row, revision=1).sealed)
    SealedDocument.objects.filter(row=spot.row).update(sealed=stolen)


def tamper_form(spot, other):
    SealedDocument.objects.filter(row=spot.row).update(form="letter")


def tamper_away(spot, other):
    SealedDocument.objects.filter(row=spot.row).delete()


def tamper_dossier(spot, other):
    wrong = make_dossier(grant=grant(), kind="case", to=[], clause=CLAUSE, at=NOW)
    SealedDocument.objects.filter(row=spot.row).update(dossier=wrong)


@pytest.mark.parametrize(
    "tamper", [tamper_bytes, tamper_seal_anew, tamper_swap, tamper_form, tamper_away, tamper_dossier]
)
def test_a_broken_one_is_named_and_hides_no_other(scene, mine, tamper):
    broken, fine = scene.spot(), scene.spot()
    document = file_one(mine, broken)
    file_one(mine, fine, "fine")
    tamper(broken, fine)

    opened = open_all(mine, [broken, fine], how=open_each)

    assert isinstance(opened[broken.row], DocumentBroken)
    assert opened[broken.row].document == document.pk
    assert opened[fine.row].content == "fine"
    with pytest.raises(DocumentBroken):
        open_all(mine, [broken, fine])


def test_taking_the_newest_revision_away_is_noticed(scene, mine):
    spot = scene.spot()
    file_one(mine, spot, "first")
    file_one(mine, spot, "second").delete()

    with pytest.raises(DocumentBroken):
        open_all(mine, [spot])


def test_a_revision_put_in_by_sql_is_not_shown(scene, mine):
    spot = scene.spot()
    document = file_one(mine, spot, "first")
    forged = seal_to_dossier(spot, 2, "forged", FORM)
    SealedDocument.objects.filter(pk=document.pk).update(revision=2, sealed=forged)

    with pytest.raises(DocumentBroken):
        open_all(mine, [spot])


def test_a_row_put_in_by_sql_is_not_shown(scene, mine):
    spot = scene.spot()
    sealed = seal_to_dossier(spot, 1, "forged", FORM)
    SealedDocument.objects.create(
        dossier=spot.dossier,
        kind=spot.kind,
        row=spot.row,
        revision=1,
        form=FORM.name,
        form_version=1,
        sealed=sealed,
        made_at=NOW,
    )

    with pytest.raises(DocumentBroken):
        open_all(mine, [spot])


def test_a_writer_s_swapped_key_breaks_what_that_writer_signed_only(scene, mine):
    signed, unsigned = scene.spot(), scene.spot()
    file_one(mine, signed)
    keep_document(grant=grant(), spot=unsigned, content="in", form=FORM, at=NOW)
    PersonKey.objects.filter(owner=SHEN.pk).update(signing=bytes(scene.keys[LU.pk].signing))

    opened = open_all(mine, [signed, unsigned], how=open_each)

    assert isinstance(opened[signed.row], DocumentBroken)
    assert opened[unsigned.row].content == "in"


def test_a_grant_that_was_tampered_with_breaks_its_dossier_only(scene, mine):
    other = Spot(dossier_for(scene, scene.keys[SHEN.pk]), "vault_test.note", uuid4())
    spots = [scene.spot(), scene.spot(), other]
    for spot in spots:
        file_one(mine, spot)
    KeyGrant.objects.filter(dossier=scene.dossier, to_person=scene.keys[SHEN.pk]).update(sealed=b"")

    opened = open_all(mine, spots, how=open_each)

    assert Counter(type(one) for one in opened.values())[DocumentBroken] == 2
    assert not isinstance(opened[other.row], DocumentBroken)


def test_what_is_not_there_is_missing_and_nothing_asked_is_nothing_read(scene, mine):
    with pytest.raises(Missing):
        open_all(mine, [scene.spot()])
    assert open_all(mine, []) == {}
    spot = scene.spot()
    with pytest.raises(ValueError, match="once"):
        open_all(mine, [spot, spot])
    assert not Entry.objects.filter(kind="vault_test.note_read").exists()


def test_nobody_reads_with_another_s_keys_nor_the_program(scene, mine):
    spot = scene.spot()
    file_one(mine, spot)

    with pytest.raises(NoKeyGrant):
        open_all(mine, [spot], LU)
    for not_asked in (require(PROGRAM, lambda actor: True), "yes"):
        with pytest.raises(NoKeyGrant):
            open_documents(keyring=mine, grant=not_asked, reading=NoteRead(CASE), spots=[spot], at=NOW)


def test_drafts_open_together_and_a_broken_one_hides_no_other(scene, mine):
    fine, moved = scene.spot(), scene.spot()
    sealed = seal_to_dossier(fine, 3, "draft", FORM)

    opened = open_drafts(mine, [(fine, 3, sealed), (moved, 3, sealed)], at=NOW)

    assert opened[fine.row] == "draft"
    assert isinstance(opened[moved.row], SealBroken)
    with keyring_of(XU) as keyring, pytest.raises(NoKeyGrant):
        open_drafts(keyring, [(fine, 3, sealed)], at=NOW)


def test_a_thousand_records_open_well_within_two_seconds(scene, mine):
    dossiers = [dossier_for(scene, scene.keys[SHEN.pk]) for _ in range(40)]
    spots = [Spot(dossiers[number % 40], "vault_test.note", uuid4()) for number in range(1000)]
    for spot in spots:
        file_one(mine, spot, {"happened": "她说晚上睡不着。" * 170})

    began = time.process_time()
    opened = open_all(mine, spots)
    took = time.process_time() - began

    assert len(opened) == 1000
    assert took < 2
