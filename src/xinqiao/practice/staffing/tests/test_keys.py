"""Whoever may give keys owes it; whom one person let in and gave keys to is shown it for sixty days."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from xinqiao.core.access import Denied, Post
from xinqiao.core.clock import freeze
from xinqiao.office.obligations.models import Obligation
from xinqiao.office.obligations.services import hand_over, keep_obligation, waive_obligation
from xinqiao.practice.staffing.jobs import watch_keys
from xinqiao.practice.staffing.services import GIVE_KEYS, SEE_KEYS, look_after_keys
from xinqiao.register.accounts.models import Account
from xinqiao.register.accounts.services import reset_account
from xinqiao.register.people.models import PostHeld
from xinqiao.register.people.selectors import actor_for
from xinqiao.register.recovery import services
from xinqiao.register.recovery.models import KeysAsk
from xinqiao.register.recovery.tests.builders import ask, rules_allow


def owed() -> list[tuple[str, str]]:
    """What is open now: which kind, owed by whom."""
    rows = Obligation.objects.filter(ended_at=None).order_by("kind").select_related("owner")
    return [(row.kind, row.owner.name if row.owner else row.post) for row in rows]


def let_in(cast: Cast, name: str, by: str) -> KeysAsk:
    """The account was reset, its owner is back with a new key, and asks."""
    account = Account.objects.create(sign_in=name, staff=cast.staff[name], made_at=NOW)
    reset_account(actor=cast.actor(by), account=account.pk, clear_factors=True, end_key=True, at=NOW)
    return ask(cast, name)


def give(cast: Cast, asked: KeysAsk, by: str) -> KeysAsk:
    with rules_allow():
        return services.give_keys_back(actor=cast.actor(by), ask=asked.pk, words=cast.envelope().words, at=NOW)


def appoint(cast: Cast, name: str, post: Post) -> None:
    PostHeld.objects.create(staff=cast.staff[name], post=post.value, starts_on=A_SCHOOL_DAY)


TO_SEE = [(SEE_KEYS.key, "许静安")]


@pytest.mark.parametrize(
    ("asker", "by", "owes"), [("shen", "xu", "何校长"), ("shen", "he", "许静安"), ("xu", "he", "何校长")]
)
def test_who_may_give_the_keys_owes_it_until_it_is_settled(cast: Cast, asker: str, by: str, owes: str) -> None:
    asked = let_in(cast, asker, by)

    assert owed() == [(GIVE_KEYS.key, owes)]

    services.drop_ask(actor=cast.actor(asker), ask=asked.pk, at=NOW)
    assert owed() == []


def test_of_several_the_post_owes_it(cast: Cast) -> None:
    appoint(cast, "lu", Post.DIRECTOR)

    ask(cast, "shen")

    assert owed() == [(GIVE_KEYS.key, "director")]


def test_a_wish_that_has_waited_too_long_is_owed_no_more(cast: Cast) -> None:
    ask(cast, "shen")

    assert look_after_keys(at=NOW + timedelta(days=6)) == 0
    assert look_after_keys(at=NOW + timedelta(days=8)) == 1
    assert owed() == []


def test_whom_the_same_person_let_in_and_gave_keys_is_shown_it(cast: Cast) -> None:
    give(cast, let_in(cast, "xu", "he"), "he")

    assert owed() == TO_SEE


def test_where_two_people_did_it_nothing_is_left_to_be_seen(cast: Cast) -> None:
    give(cast, let_in(cast, "shen", "xu"), "he")

    assert owed() == []


def test_where_a_third_may_give_the_principal_is_refused_and_the_third_owes_it(cast: Cast) -> None:
    appoint(cast, "lu", Post.PRINCIPAL)
    asked = let_in(cast, "xu", "he")

    assert owed() == [(GIVE_KEYS.key, "陆听雨")]
    with pytest.raises(Denied):
        give(cast, asked, "he")
    third = actor_for(cast.staff["lu"].pk, A_SCHOOL_DAY)
    with rules_allow():
        services.give_keys_back(actor=third, ask=asked.pk, words=cast.envelope().words, at=NOW)
    assert owed() == []


def test_its_receiver_does_not_get_rid_of_it_before_its_time(cast: Cast) -> None:
    give(cast, let_in(cast, "xu", "he"), "he")
    director, before = cast.actor("xu"), NOW + timedelta(days=30)

    def the_one() -> Obligation:
        return Obligation.objects.get(kind=SEE_KEYS.key, ended_at=None)

    due = the_one().due_at
    keep_obligation(actor=director, obligation=the_one().pk, at=NOW)
    look_after_keys(at=NOW)
    waive_obligation(actor=director, obligation=the_one().pk, reason="不用看", at=NOW)
    look_after_keys(at=NOW)
    hand_over(actor=director, obligation=the_one().pk, to_staff=cast.staff["shen"].pk, at=NOW)
    look_after_keys(at=before)

    assert owed() == TO_SEE
    assert the_one().due_at == due == NOW + timedelta(days=60)


def test_after_its_time_it_waits_for_its_owner_and_stays_ended(cast: Cast) -> None:
    give(cast, let_in(cast, "xu", "he"), "he")
    after = NOW + timedelta(days=61)
    look_after_keys(at=after)
    assert owed() == TO_SEE

    keep_obligation(actor=cast.actor("xu"), obligation=Obligation.objects.get(kind=SEE_KEYS.key).pk, at=after)
    look_after_keys(at=after)

    assert owed() == []


def test_the_job_looks_after_them_and_nobody_else_does(cast: Cast) -> None:
    ask(cast, "shen")

    with freeze(NOW + timedelta(days=8)):
        watch_keys(timestamp=0)

    assert owed() == []
    with pytest.raises(Denied):
        look_after_keys(at=NOW, actor=cast.actor("xu"))


def test_two_at_once_promise_once(fresh_cast: Cast, at_once: Callable[..., list[object]]) -> None:
    ask(fresh_cast, "shen")
    Obligation.objects.all().delete()

    results = at_once(lambda: look_after_keys(at=NOW), lambda: look_after_keys(at=NOW))

    assert not any(isinstance(one, Exception) for one in results)
    assert owed() == [(GIVE_KEYS.key, "许静安")]
