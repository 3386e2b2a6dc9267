"""The envelope by somebody who wants to read: a wish that is older than the key, and notes that were given up."""

from datetime import timedelta
from hashlib import sha256

import pytest

from tests.cast import NOW, Cast, key_grant
from xinqiao.core.vault.models import Dossier, KeyGrant
from xinqiao.core.vault.person_keys import end_person_key, make_person_key
from xinqiao.practice.cases import services as cases
from xinqiao.practice.cases.models import DropReason, Kind
from xinqiao.practice.cases.tests.builders import LATER, file, open_case, ready, save, start
from xinqiao.register.recovery import services
from xinqiao.register.recovery.models import Why
from xinqiao.register.recovery.services import KeyChanged


def test_a_wish_made_with_one_key_gives_nothing_to_the_next(cast: Cast) -> None:
    """A reset in between may mean that somebody else sits there now."""
    ready(cast)
    open_case(cast)
    shen = cast.staff["shen"].pk
    asked = services.ask_for_keys(actor=cast.actor("shen"), staff=shen, why=Why.OTHER, at=NOW)
    later = NOW + timedelta(hours=1)
    end_person_key(grant=key_grant(cast.actor("xu")), owner=shen, at=later)
    key = make_person_key(
        grant=key_grant(cast.actor("shen")), owner=shen, sealing_key=sha256(b"another").digest(), at=later
    )

    with pytest.raises(KeyChanged):
        services.give_keys_back(
            actor=cast.actor("xu"), ask=asked.pk, words=cast.envelope().words, at=later + timedelta(hours=1)
        )
    assert not KeyGrant.objects.filter(to_person=key).exists()
    again = services.ask_for_keys(actor=cast.actor("shen"), staff=shen, why=Why.FORGOT, at=later)
    done = services.give_keys_back(actor=cast.actor("xu"), ask=again.pk, words=cast.envelope().words, at=later)
    assert done.granted == 1


def test_notes_that_were_given_up_are_destroyed_with_the_others_at_closing(cast: Cast) -> None:
    """REC-03: what a backup still holds of them opens by no key that is left here."""
    ready(cast)
    case = open_case(cast)
    note = start(cast, case, Kind.NOTE)
    save(cast, note, {"text": "我想起了自己的中学。"})
    cases.drop_record(actor=cast.actor("shen"), record_id=note.pk, reason=DropReason.MISTAKE, at=LATER)

    file(cast, start(cast, case, Kind.CLOSING))

    case.refresh_from_db()
    assert case.notes_dossier_id is not None
    assert Dossier.objects.get(pk=case.notes_dossier_id).ended_at is not None
    assert not KeyGrant.objects.filter(dossier=case.notes_dossier_id, ended_at=None).exists()
