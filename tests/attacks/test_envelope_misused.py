"""The envelope by somebody who wants to read: a wish that is older than the key, and notes that were given up."""

from datetime import timedelta
from hashlib import sha256

import pytest

from tests.cast import A_SCHOOL_DAY, NOW, Cast, key_grant
from xinqiao.core.access import Denied, Post
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.models import Dossier, KeyGrant
from xinqiao.core.vault.person_keys import end_person_key, make_person_key
from xinqiao.practice.cases import services as cases
from xinqiao.practice.cases.models import DropReason, Kind
from xinqiao.practice.cases.tests.builders import LATER, file, open_case, ready, save, start
from xinqiao.register.accounts.events import AccountReset
from xinqiao.register.accounts.models import Account
from xinqiao.register.accounts.selectors import who_let_in
from xinqiao.register.accounts.services import reset_account
from xinqiao.register.people.services import give_post
from xinqiao.register.recovery import services
from xinqiao.register.recovery.models import KeysAsk, Why
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


def let_in(cast: Cast, name: str, by: str) -> KeysAsk:
    """The account is reset by one, whoever sits there has a new key, and asks."""
    account = Account.objects.create(sign_in=name, staff=cast.staff[name], made_at=NOW)
    reset_account(actor=cast.actor(by), account=account.pk, clear_factors=True, end_key=True, at=NOW)
    cast.person_key(name)
    return services.ask_for_keys(actor=cast.actor(name), staff=cast.staff[name].pk, why=Why.FORGOT, at=NOW)


def give(cast: Cast, asked: KeysAsk, by: str) -> KeysAsk:
    return services.give_keys_back(actor=cast.actor(by), ask=asked.pk, words=cast.envelope().words, at=NOW)


def test_a_director_who_takes_a_colleagues_account_over_does_not_open_the_envelope_for_it(cast: Cast) -> None:
    ready(cast)
    open_case(cast)
    asked = let_in(cast, "shen", by="xu")

    with pytest.raises(Denied):
        give(cast, asked, by="xu")

    assert not KeyGrant.objects.filter(to_person=cast.person_key("shen")).exists()
    assert give(cast, asked, by="he").granted == 1


def test_nor_by_being_made_principal_and_making_the_colleague_director(cast: Cast) -> None:
    ready(cast)
    open_case(cast)
    for name, post in (("xu", Post.PRINCIPAL), ("shen", Post.DIRECTOR)):
        give_post(actor=cast.actor("xu"), staff=cast.staff[name].pk, post=post, starts_on=A_SCHOOL_DAY, at=NOW)
    asked = let_in(cast, "shen", by="xu")

    with pytest.raises(Denied):
        give(cast, asked, by="xu")


def test_where_the_principal_let_in_the_director_gives(cast: Cast) -> None:
    ready(cast)
    open_case(cast)
    asked = let_in(cast, "shen", by="he")

    with pytest.raises(Denied):
        give(cast, asked, by="he")

    assert give(cast, asked, by="xu").granted == 1


def test_an_entry_that_somebody_put_into_the_ledger_makes_nobody_else_the_one_who_let_in(cast: Cast) -> None:
    ready(cast)
    asked = let_in(cast, "shen", by="xu")
    account = Account.objects.get(staff=asked.staff_id)
    real = Entry.objects.get(subject=account.pk, kind=AccountReset.kind)
    forged = real.body.replace(str(cast.staff["xu"].pk), str(cast.staff["he"].pk))
    Entry.objects.create(body=forged, mac=real.mac)

    assert who_let_in([asked.staff_id]) == {asked.staff_id: cast.staff["xu"].pk}


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
