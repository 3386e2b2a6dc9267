"""The envelope: from the first dossier on, for a named person, never showing a record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.core.ledger.models import Entry
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.core.vault.dossiers import make_dossier, make_team_key
from xinqiao.core.vault.models import Dossier, KeyGrant, RecoveryKey
from xinqiao.core.vault.person_keys import end_person_key, make_person_key
from xinqiao.core.vault.recovery import RecoveryKeyExists, confirm_recovery, make_recovery, recover
from xinqiao.core.vault.recovery_words import WrongWords, read_words, write_words

from .builders import CLAUSE, CONTENT, LU, NOW, SHEN, XU, file_one, grant, keyring_of, read


def to_lu(scene, words=None, opens=None):
    return recover(
        grant=grant(XU),
        words=words or scene.sheet.words,
        to=scene.keys[LU.pk],
        opens=[scene.dossier.pk] if opens is None else opens,
        clause=CLAUSE,
        at=NOW,
    )


def test_a_colleague_reads_what_was_recovered_for_them(scene):
    spot = scene.spot()
    with keyring_of() as keyring:
        file_one(keyring, spot)

    assert len(to_lu(scene)) == 1

    with keyring_of(LU) as keyring:
        assert read(keyring, spot, LU).content == CONTENT


def test_recovery_opens_no_document(scene, monkeypatch):
    spot = scene.spot()
    with keyring_of() as keyring:
        file_one(keyring, spot)
    before = Entry.objects.filter(kind="vault_test.note_read").count()
    monkeypatch.setattr("xinqiao.core.vault.contents._take_apart", lambda plain: pytest.fail("a document was opened"))

    to_lu(scene)

    assert Entry.objects.filter(kind="vault_test.note_read").count() == before


def test_only_what_was_named_is_recovered_and_running_it_again_adds_nothing(scene):
    other = make_dossier(grant=grant(), kind="case", to=[scene.keys[SHEN.pk]], clause=CLAUSE, at=NOW)

    assert [one.dossier_id for one in to_lu(scene)] == [scene.dossier.pk]
    assert to_lu(scene) == []
    assert to_lu(scene, opens=[]) == []
    assert not KeyGrant.objects.filter(dossier=other, to_person=scene.keys[LU.pk]).exists()


def test_a_team_s_key_is_recovered_too(scene):
    team = make_team_key(grant=grant(), name="duty_desk", to=[], clause=CLAUSE, at=NOW)

    assert [one.team_id for one in to_lu(scene, opens=[team.pk])] == [team.pk]


def test_after_a_lost_passphrase_the_envelope_gives_everything_back(scene):
    spot = scene.spot()
    with keyring_of() as keyring:
        file_one(keyring, spot)
    end_person_key(grant=grant(XU), owner=SHEN.pk, at=NOW)
    scene.keys[LU.pk] = make_person_key(grant=grant(XU), owner=SHEN.pk, sealing_key=b"s" * 32, at=NOW)

    to_lu(scene)

    with keyring_of() as keyring:
        assert read(keyring, spot).writer == SHEN.pk


def test_every_dossier_is_sealed_to_the_envelope_from_the_first(scene):
    make_dossier(grant=grant(), kind="letter", to=[], clause=CLAUSE, at=NOW)

    granted = KeyGrant.objects.filter(to_recovery=RecoveryKey.objects.get()).values_list("dossier", flat=True)
    assert set(granted) == set(Dossier.objects.values_list("pk", flat=True))


def test_there_is_one_envelope(scene):
    with pytest.raises(RecoveryKeyExists):
        make_recovery(grant=grant(XU), at=NOW)


def test_the_words_are_confirmed_by_opening_the_envelope_s_own_box(scene):
    assert confirm_recovery(grant=grant(XU), words=scene.sheet.words.lower(), at=NOW).confirmed_at == NOW


def test_words_of_another_envelope_are_refused_with_a_sentence(scene):
    with pytest.raises(WrongWords, match="另一个信封"):
        to_lu(scene, words=write_words(bytes(32)))
    with pytest.raises(WrongWords):
        confirm_recovery(grant=grant(XU), words=write_words(b"7" * 32), at=NOW)
    assert not KeyGrant.objects.filter(to_person=scene.keys[LU.pk]).exists()


def test_the_sheet_shows_its_words_in_no_message_and_the_database_has_none(scene):
    private = read_words(scene.sheet.words)
    stored = b"".join(bytes(one.sealed) for one in KeyGrant.objects.all())

    assert scene.sheet.words not in repr(scene.sheet)
    assert len(scene.sheet.fingerprint.split()) == 4
    assert private not in stored
    assert private not in bytes(RecoveryKey.objects.get().public)


@given(st.binary(min_size=32, max_size=32))
def test_every_key_can_be_written_down_and_typed_again(private):
    words = write_words(private)

    assert len(words.splitlines()) == 8
    assert read_words(words) == private
    assert read_words(words.lower().replace("\n", "  ").replace("-", "").replace("0", "o").replace("1", "l")) == private


def test_two_groups_exchanged_are_found():
    groups = write_words(bytes(range(32))).splitlines()

    for place in range(7):
        exchanged = [*groups]
        exchanged[place], exchanged[place + 1] = groups[place + 1], groups[place]
        with pytest.raises(WrongWords, match=f"第 {place + 1} 组抄错了"):
            read_words("\n".join(exchanged))


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda words: "", "输入了 0 个"),
        (lambda words: words[:-1], "输入了 63 个"),
        (lambda words: words + "A", "输入了 65 个"),
        (lambda words: "U" + words[1:], "第 1 组里有"),
        (lambda words: words[:20] + "é" + words[21:], "第 3 组里有"),
        (lambda words: words[:-1] + ("0" if words[-1] != "0" else "2"), "第 8 组抄错了"),
    ],
)
def test_a_slip_of_the_pen_is_named_by_its_group(spoil, sentence):
    with pytest.raises(WrongWords, match=sentence):
        read_words(spoil(write_words(bytes(range(32)))))


def test_everything_that_carries_weight_fits_the_ledger(fresh_scene):
    scene = fresh_scene
    with keyring_of() as keyring:
        file_one(keyring, scene.spot())
    to_lu(scene)
    confirm_recovery(grant=grant(XU), words=scene.sheet.words, at=NOW)
    end_person_key(grant=grant(XU), owner=SHEN.pk, at=NOW)
    seal_once()

    assert verify().findings == ()

    Dossier.objects.update(public=b"swapped")
    KeyGrant.objects.filter(to_person=scene.keys[LU.pk]).update(until=NOW)
    wrong = {(finding.wrong, finding.row.split()[0]) for finding in verify().findings}
    assert wrong == {("row_changed", "vault.dossier"), ("row_changed", "vault.key_grant")}
