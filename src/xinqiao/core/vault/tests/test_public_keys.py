"""Public keys: nothing is sealed to one that is not the one that was made."""

from uuid import uuid4

import pytest

from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.documents import keep_document, seal_to_dossier
from xinqiao.core.vault.dossiers import make_dossier, make_team_key, team_key
from xinqiao.core.vault.grants import grant_key
from xinqiao.core.vault.models import Dossier, KeyGrant, PersonKey, RecoveryKey, SealedDocument, TeamKey
from xinqiao.core.vault.person_keys import end_person_key
from xinqiao.core.vault.pinning import KeySwapped, check_key, mac_of

from .builders import CLAUSE, CONTENT, FORM, LU, NOW, SHEN, XU, grant, keyring_of


def make(scene, to):
    return make_dossier(grant=grant(), kind="case", to=to, clause=CLAUSE, at=NOW)


def test_a_key_as_it_was_made_is_good_and_costs_one_statement(scene, django_assert_num_queries):
    for key in (scene.dossier, *scene.keys.values(), RecoveryKey.objects.get()):
        with django_assert_num_queries(1):
            check_key(key)


@pytest.mark.parametrize("column", ["public", "signing", "mac"])
def test_a_person_s_key_exchanged_by_sql_is_refused(scene, column):
    PersonKey.objects.filter(owner=LU.pk).update(**{column: getattr(scene.keys[XU.pk], column)})
    swapped = PersonKey.objects.get(owner=LU.pk)

    with pytest.raises(KeySwapped):
        make(scene, [swapped])
    assert not KeyGrant.objects.filter(to_person=swapped).exists()


def test_a_key_given_to_somebody_else_by_sql_is_refused(scene):
    PersonKey.objects.filter(owner=LU.pk).update(owner=uuid4())

    with pytest.raises(KeySwapped):
        check_key(PersonKey.objects.get(pk=scene.keys[LU.pk].pk))


def test_with_the_instance_key_the_ledger_still_disagrees(scene):
    mine = PersonKey.objects.get(owner=LU.pk)
    mine.public = bytes(scene.keys[XU.pk].public)
    mine.mac = mac_of(mine)
    mine.save()

    with pytest.raises(KeySwapped):
        make(scene, [mine])


def test_a_row_that_no_entry_knows_is_refused(scene):
    forged = TeamKey(name="duty_desk", public=bytes(scene.keys[LU.pk].public), made_at=NOW)
    forged.mac = mac_of(forged)
    forged.save()

    with pytest.raises(KeySwapped):
        make(scene, [forged])


def test_an_entry_that_the_program_did_not_write_counts_as_not_said(scene):
    forged = TeamKey(name="duty_desk", public=bytes(scene.keys[LU.pk].public), made_at=NOW)
    forged.mac = mac_of(forged)
    forged.save()
    true = Entry.objects.filter(kind="vault.key_made").first()
    Entry.objects.create(body=true.body.replace(str(true.subject), str(forged.pk)), mac=bytes(32))

    with pytest.raises(KeySwapped):
        check_key(forged)


def test_the_fingerprint_covers_to_whom_a_key_belongs(scene):
    Dossier.objects.update(kind="letter")

    with pytest.raises(KeySwapped):
        check_key(Dossier.objects.get())


def test_an_ended_key_is_not_sealed_to_and_cannot_be_brought_back_by_sql(scene):
    end_person_key(grant=grant(XU), owner=LU.pk, at=NOW)
    ended = PersonKey.objects.get(owner=LU.pk)
    with pytest.raises(KeySwapped):
        make(scene, [ended])

    PersonKey.objects.filter(owner=LU.pk).update(ended_at=None)
    with pytest.raises(KeySwapped):
        make(scene, [PersonKey.objects.get(owner=LU.pk)])
    check_key(PersonKey.objects.get(owner=LU.pk), ended_too=True)


def test_nothing_is_sealed_to_a_swapped_dossier(scene):
    Dossier.objects.update(public=bytes(scene.keys[LU.pk].public))
    scene.dossier.refresh_from_db()
    spot = scene.spot()

    with pytest.raises(KeySwapped):
        seal_to_dossier(spot, 1, CONTENT, FORM)
    with pytest.raises(KeySwapped):
        keep_document(grant=grant(), spot=spot, content=CONTENT, form=FORM, at=NOW)
    assert not SealedDocument.objects.exists()


def test_nothing_is_granted_to_a_swapped_team_or_envelope(scene):
    make_team_key(grant=grant(), name="duty_desk", to=[scene.keys[LU.pk]], clause=CLAUSE, at=NOW)
    TeamKey.objects.update(public=bytes(scene.keys[LU.pk].public))
    with keyring_of(SHEN) as keyring, pytest.raises(KeySwapped):
        grant_key(keyring=keyring, grant=grant(), opens=scene.dossier, to=team_key("duty_desk"), clause=CLAUSE, at=NOW)

    RecoveryKey.objects.update(public=bytes(scene.keys[LU.pk].public))
    with pytest.raises(KeySwapped):
        make(scene, [])


def test_the_sentence_says_whom_to_tell(scene):
    TeamKey.objects.create(name="x", public=b"", mac=b"", made_at=NOW)

    with pytest.raises(KeySwapped, match="中心主任"):
        check_key(TeamKey.objects.get())
