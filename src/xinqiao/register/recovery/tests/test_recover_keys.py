"""The envelope gives keys back: to whom the rules name, by somebody else, and shows nothing."""

from datetime import timedelta

import pytest

from tests.cast import NOW, Cast, key_grant
from xinqiao.core.access import Denied
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.models import KeyGrant
from xinqiao.core.vault.person_keys import NoPersonKey, end_person_key
from xinqiao.register.accounts.models import Try
from xinqiao.register.recovery import services
from xinqiao.register.recovery.models import KeysAsk
from xinqiao.register.recovery.services import (
    AskedAlready,
    OverAlready,
    SlipOfThePen,
    TooManyTries,
    WrongWords,
)
from xinqiao.register.recovery.states import AskState, SettledAlready

from .builders import another_envelope, ask, dossier, rules_allow


def give(cast: Cast, asked: KeysAsk, *, by: str = "xu", words: str | None = None, minutes: int = 0) -> KeysAsk:
    words = cast.envelope().words if words is None else words
    at = NOW + timedelta(minutes=minutes)
    return services.give_keys_back(actor=cast.actor(by), ask=asked.pk, words=words, at=at)


def lose(cast: Cast, name: str) -> None:
    """The passphrase is lost: the key ends, and a new one is made at the next sign-in."""
    end_person_key(grant=key_grant(cast.actor("xu")), owner=cast.staff[name].pk, at=NOW)
    cast.person_key(name)


def tries_that_count() -> bool:
    return Try.objects.exclude(went_well=True).exists()


def opens(cast: Cast, name: str) -> set[object]:
    key = cast.person_key(name)
    return set(KeyGrant.objects.filter(to_person=key, ended_at=None).values_list("dossier", flat=True))


def test_who_lost_the_passphrase_has_the_old_dossiers_again(cast: Cast) -> None:
    mine, other = dossier(cast, "shen"), dossier(cast, "lu")
    lose(cast, "shen")
    assert opens(cast, "shen") == set()

    with rules_allow(mine.pk):
        done = give(cast, ask(cast, "shen"))

    assert (done.state, done.granted, done.settled_by_id) == (AskState.GIVEN, 1, cast.staff["xu"].pk)
    assert opens(cast, "shen") == {mine.pk}
    assert other.pk not in opens(cast, "shen")
    assert opens(cast, "xu") == set()


def test_the_principal_does_it_for_the_director(cast: Cast) -> None:
    mine = dossier(cast, "xu")
    lose(cast, "xu")

    with rules_allow(mine.pk):
        give(cast, ask(cast, "xu"), by="he")

    assert opens(cast, "xu") == {mine.pk}


@pytest.mark.parametrize(("asker", "opener"), [("xu", "xu"), ("shen", "he"), ("shen", "shen"), ("shen", "bai")])
def test_nobody_else_does_it_and_nobody_for_themselves(cast: Cast, asker: str, opener: str) -> None:
    asked = ask(cast, asker)

    with pytest.raises(Denied):
        give(cast, asked, by=opener)

    asked.refresh_from_db()
    assert asked.state == AskState.ASKED
    assert not tries_that_count()


def test_private_notes_go_back_to_their_writer_alone_whatever_a_rule_says(cast: Cast) -> None:
    own, of_lu = dossier(cast, "shen", "process_notes"), dossier(cast, "lu", "process_notes")
    lose(cast, "shen")

    with rules_allow(own.pk, of_lu.pk):
        give(cast, ask(cast, "shen"))

    assert opens(cast, "shen") == {own.pk}


def test_without_a_rule_nothing_is_given(cast: Cast) -> None:
    dossier(cast, "shen")
    lose(cast, "shen")

    with rules_allow():
        assert give(cast, ask(cast, "shen")).granted == 0

    assert opens(cast, "shen") == set()


def test_whoever_has_no_key_is_told_to_sign_in_first(cast: Cast) -> None:
    cast.envelope()

    with pytest.raises(NoPersonKey, match="本人用口令登录一次"):
        services.ask_for_keys(actor=cast.actor("shen"), staff=cast.staff["shen"].pk, why="forgot", at=NOW)  # type: ignore[arg-type]


def test_a_key_that_ended_meanwhile_gets_nothing(cast: Cast) -> None:
    asked = ask(cast, "shen")
    end_person_key(grant=key_grant(cast.actor("xu")), owner=cast.staff["shen"].pk, at=NOW)

    with pytest.raises(NoPersonKey):
        give(cast, asked)

    assert not tries_that_count()


def test_a_slip_is_named_by_its_group_and_not_counted(cast: Cast) -> None:
    asked = ask(cast, "shen")
    groups = cast.envelope().words.splitlines()
    groups[2] = groups[2][:-1] + ("0" if groups[2][-1] != "0" else "1")

    for _ in range(9):
        with pytest.raises(SlipOfThePen, match="第 3 组"):
            give(cast, asked, words="\n".join(groups))

    assert not tries_that_count()


def test_the_words_may_be_typed_as_they_stand_on_the_sheet(cast: Cast) -> None:
    groups = cast.envelope().words.lower().splitlines()
    asked = ask(cast, "shen")

    assert give(cast, asked, words="\n".join(f" ({n}) {one}" for n, one in enumerate(groups, 1))).state == "given"


def test_another_envelope_is_refused_counted_written_down_and_after_five_nothing_is_tried(cast: Cast) -> None:
    asked = ask(cast, "shen")

    for minute in range(5):
        with pytest.raises(WrongWords, match="另一个信封"):
            give(cast, asked, words=another_envelope(), minutes=minute)
    with pytest.raises(TooManyTries, match="55 分钟后再试"):
        give(cast, asked, minutes=5)

    assert Entry.objects.filter(kind="recovery.envelope_tried", actor=cast.staff["xu"].pk).count() == 5
    assert Try.objects.filter(went_well=False).count() == 5
    assert give(cast, asked, minutes=61).state == AskState.GIVEN


def test_a_wish_waits_seven_days_and_once_settled_stays_so(cast: Cast) -> None:
    asked = ask(cast, "shen")
    with pytest.raises(AskedAlready):
        ask(cast, "shen")
    with pytest.raises(OverAlready):
        give(cast, asked, minutes=60 * 24 * 7 + 1)

    again = ask(cast, "shen", at=NOW + timedelta(days=8))
    asked.refresh_from_db()
    assert asked.state == AskState.DROPPED
    services.drop_ask(actor=cast.actor("shen"), ask=again.pk, at=NOW)
    with pytest.raises(SettledAlready):
        give(cast, again)


def test_the_ledger_knows_who_for_whom_and_never_the_words(cast: Cast) -> None:
    done = give(cast, ask(cast, "shen"))

    entry = Entry.objects.get(kind="recovery.keys_given_back")
    assert (entry.actor, entry.subject) == (cast.staff["xu"].pk, done.pk)
    first = cast.envelope().words.splitlines()[0]
    assert [one for one in Entry.objects.all() if first in str(one.body)] == []
