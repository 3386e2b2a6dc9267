"""Key grants: a rule's yes is not enough, and neither is a key."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from xinqiao.core.access import Missing
from xinqiao.core.clauses import UnknownClause
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.documents import DocumentBroken
from xinqiao.core.vault.dossiers import NoRecoveryKey, make_dossier, make_team_key
from xinqiao.core.vault.grants import (
    EnvelopeKeepsItsKeys,
    GrantedAlready,
    NoKeyGrant,
    end_grant,
    grant_key,
    standing_grants,
)
from xinqiao.core.vault.models import Dossier, KeyGrant

from .builders import CLAUSE, CONTENT, LU, NOW, SHEN, XU, file_one, grant, keyring_of, read

HOUR = timedelta(hours=1)


def give(scene, to, actor=SHEN, opens=None, **more):
    with keyring_of(actor) as keyring:
        return grant_key(
            keyring=keyring,
            grant=grant(actor),
            opens=opens or scene.dossier,
            to=to,
            clause=CLAUSE,
            at=NOW,
            **more,
        )


@pytest.fixture
def spot(scene):
    here = scene.spot()
    with keyring_of() as keyring:
        file_one(keyring, here)
    return here


def lu_reads(spot, at=NOW):
    with keyring_of(LU, at=at) as keyring:
        return read(keyring, spot, LU, at=at).content


def test_a_person_without_a_grant_opens_nothing_and_no_reading_is_recorded(scene, spot):
    with pytest.raises(NoKeyGrant) as refused:
        lu_reads(spot)

    assert not Entry.objects.filter(kind="vault_test.note_read").exists()
    assert "她" not in str(refused.value)


def test_a_grant_opens_until_it_is_ended(scene, spot):
    made = give(scene, scene.keys[LU.pk])
    assert lu_reads(spot) == CONTENT

    end_grant(grant=grant(), key_grant=made.pk, at=NOW)
    end_grant(grant=grant(), key_grant=made.pk, at=NOW)

    with pytest.raises(NoKeyGrant):
        lu_reads(spot)
    assert bytes(KeyGrant.objects.get(pk=made.pk).sealed) == b""
    assert give(scene, scene.keys[LU.pk])


def test_an_ended_grant_brought_back_by_sql_opens_nothing(scene, spot):
    made = give(scene, scene.keys[LU.pk])
    end_grant(grant=grant(), key_grant=made.pk, at=NOW)
    KeyGrant.objects.filter(pk=made.pk).update(ended_at=None)

    with pytest.raises(DocumentBroken):
        lu_reads(spot)


def test_a_grant_ends_by_itself(scene, spot):
    give(scene, scene.keys[LU.pk], until=NOW + HOUR)

    assert lu_reads(spot, NOW + HOUR - timedelta(seconds=1)) == CONTENT
    with pytest.raises(NoKeyGrant):
        lu_reads(spot, NOW + HOUR)
    with pytest.raises(ValueError, match="after it begins"):
        give(scene, scene.keys[XU.pk], until=NOW)


def test_one_holder_has_one_standing_grant_and_an_expired_one_makes_room(scene):
    give(scene, scene.keys[LU.pk], until=NOW + HOUR)
    with pytest.raises(GrantedAlready):
        give(scene, scene.keys[LU.pk])

    with keyring_of(SHEN, at=NOW + HOUR) as keyring:
        key = scene.keys[LU.pk]
        grant_key(keyring=keyring, grant=grant(), opens=scene.dossier, to=key, clause=CLAUSE, at=NOW + HOUR)
    standing = standing_grants(scene.dossier, at=NOW + HOUR)
    assert len(standing) == 3
    assert {one.to_person.owner if one.to_person else "envelope" for one in standing} == {"envelope", SHEN.pk, LU.pk}


def test_nobody_grants_what_they_cannot_open_nor_with_another_s_keys(scene):
    with pytest.raises(NoKeyGrant):
        give(scene, scene.keys[XU.pk], actor=LU)
    to = scene.keys[XU.pk]
    with keyring_of(SHEN) as keyring, pytest.raises(NoKeyGrant):
        grant_key(keyring=keyring, grant=grant(LU), opens=scene.dossier, to=to, clause=CLAUSE, at=NOW)


def test_a_grant_names_a_clause_that_exists(scene):
    to = scene.keys[LU.pk]
    with keyring_of() as keyring, pytest.raises(UnknownClause):
        grant_key(keyring=keyring, grant=grant(), opens=scene.dossier, to=to, clause="XXX-99", at=NOW)


def test_a_team_opens_by_its_members_and_leaving_ends_it(scene, spot):
    team = make_team_key(grant=grant(), name="crisis_team", to=[scene.keys[XU.pk]], clause=CLAUSE, at=NOW)
    give(scene, team)
    with pytest.raises(NoKeyGrant):
        lu_reads(spot)

    membership = give(scene, scene.keys[LU.pk], actor=XU, opens=team)
    assert lu_reads(spot) == CONTENT
    give(scene, scene.keys[XU.pk], actor=LU)  # a member passes the dossier on

    end_grant(grant=grant(), key_grant=membership.pk, at=NOW)
    with pytest.raises(NoKeyGrant):
        lu_reads(spot)


def test_what_the_envelope_opens_is_not_taken_from_it(scene):
    made = KeyGrant.objects.get(dossier=scene.dossier, to_recovery__isnull=False)

    with pytest.raises(EnvelopeKeepsItsKeys):
        end_grant(grant=grant(), key_grant=made.pk, at=NOW)
    with pytest.raises(Missing):
        end_grant(grant=grant(), key_grant=scene.dossier.pk, at=NOW)


def test_nothing_is_sealed_before_there_is_an_envelope(db):
    with pytest.raises(NoRecoveryKey):
        make_dossier(grant=grant(), kind="case", to=[], clause=CLAUSE, at=NOW)
    assert not Dossier.objects.exists()


def test_a_grant_s_ciphertext_moved_to_another_grant_opens_nothing(scene, spot):
    other = make_dossier(grant=grant(), kind="case", to=[scene.keys[LU.pk]], clause=CLAUSE, at=NOW)
    KeyGrant.objects.filter(dossier=other, to_person=scene.keys[LU.pk]).update(dossier=scene.dossier)

    with pytest.raises(DocumentBroken):
        lu_reads(spot)


@pytest.mark.parametrize(
    "columns",
    [
        {"to_person": None},
        {"dossier": None},
        {"to_team": "team"},
        {"team": "team"},
    ],
)
def test_a_grant_opens_one_thing_for_one_holder(scene, columns):
    team = make_team_key(grant=grant(), name="duty_desk", to=[], clause=CLAUSE, at=NOW)
    mine = KeyGrant.objects.filter(to_person=scene.keys[SHEN.pk])

    with pytest.raises(IntegrityError), transaction.atomic():
        mine.update(**{name: team if value == "team" else value for name, value in columns.items()})


def test_two_who_grant_at_once_make_one_grant(fresh_scene, at_once):
    scene = fresh_scene

    def one():
        return give(scene, scene.keys[LU.pk])

    results = at_once(one, one)

    assert sorted(type(result).__name__ for result in results)[-1] == "KeyGrant"
    assert KeyGrant.objects.filter(dossier=scene.dossier, to_person=scene.keys[LU.pk]).count() == 1
