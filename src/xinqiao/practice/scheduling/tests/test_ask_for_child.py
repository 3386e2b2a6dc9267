"""A guardian asks that somebody talk with their child."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import NOW
from tests.families import make_families
from xinqiao.core.access import Denied, Problem
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.scheduling import policy, selectors, services
from xinqiao.practice.scheduling.models import Appointment, TalkRequest
from xinqiao.practice.scheduling.selectors import on_own_counsellor
from xinqiao.practice.scheduling.services import StalePage
from xinqiao.practice.scheduling.states import WrongState
from xinqiao.register.people.models import Client

from .own import open_own, who


@pytest.fixture(autouse=True)
def _on_a_school_day(cast):
    open_own(cast)
    with freeze(NOW):
        yield


@pytest.fixture
def families(cast):
    return make_families(cast)


def ask(actor, child, words="最近睡不好", token=None):
    return services.ask_for_child(actor=actor, child=child, words=words, token=token or uuid4(), at=NOW)


@pytest.mark.clause("HOM-03", "APT-01")
def test_a_request_is_owed_an_answer_and_books_nothing(cast):
    made = ask(who(cast, "mother"), cast.number("lin"))

    assert not Appointment.objects.exists()
    assert (made.asker_id, made.child_id, made.words) == (cast.number("mother"), cast.number("lin"), "最近睡不好")
    closed = TalkRequest.objects.values_list("words", flat=True).get()
    assert "睡".encode() not in bytes(closed)
    owed = Obligation.objects.get(kind="scheduling.talk_for_child")
    assert (owed.subject, owed.about_id, owed.post) == (made.pk, cast.number("lin"), "counsellor")
    assert Entry.objects.get(kind="scheduling.talk_asked_for").about == cast.number("lin")


@pytest.mark.clause("APT-05")
def test_a_guardian_is_not_told_that_the_child_has_a_counsellor(cast, monkeypatch):
    shen = cast.staff["shen"].pk
    mother = who(cast, "mother")
    monkeypatch.setattr(on_own_counsellor, "hung", [lambda _client: {shen}])

    ask(mother, cast.number("lin"))

    assert Obligation.objects.get(kind="scheduling.talk_for_child").owner_id == shen
    assert [one.get_state_display() for one in selectors.own_requests(mother)] == ["等老师看"]


@pytest.mark.clause("HOM-03")
@pytest.mark.parametrize(
    ("adult", "child", "may"),
    [
        ("he_mother", "xiaohe", True),
        ("he_father", "xiaohe", False),
        ("hang_aunt", "yuhang", False),
        ("hang_father", "yuhang", True),
        ("qi_mother", "siqi", True),
        ("mo_mother", "zimo", True),
        ("an_stepfather", "anan", False),
        ("an_grandmother", "anan", True),
        ("he_mother", "yuhang", False),
        ("yuhang", "yuhang", False),
    ],
)
def test_who_may_ask_for_which_child(families, adult, child, may):
    actor = who(families, adult)
    taken = Client.objects.get(pk=families.numbers[child])

    assert policy.may_ask_for_child(actor, taken) is may
    assert policy.may_know_of_childs_times(actor, taken) is False
    if may:
        assert ask(actor, taken.pk)
    else:
        with pytest.raises(Denied):
            ask(actor, taken.pk)


@pytest.mark.clause("HOM-03")
def test_once_the_child_is_of_age_nobody_asks_for_them(families):
    with freeze(NOW + timedelta(days=6)), pytest.raises(Denied):
        ask(who(families, "mo_mother"), families.numbers["zimo"])


def test_one_request_waits_at_a_time_and_the_same_form_counts_once(cast):
    mother, token = who(cast, "mother"), uuid4()
    made = ask(mother, cast.number("lin"), token=token)

    assert ask(mother, cast.number("lin"), token=token) == made
    with pytest.raises(Problem, match="不用再提一次"):
        ask(mother, cast.number("lin"))
    with pytest.raises(Problem, match="三百字"):
        ask(mother, cast.number("lin"), words="长" * 301)


def test_a_form_of_somebody_else_is_an_old_page(families):
    token = uuid4()
    ask(who(families, "he_mother"), families.numbers["xiaohe"], token=token)

    with pytest.raises(StalePage):
        ask(who(families, "hang_father"), families.numbers["yuhang"], token=token)


def test_whoever_asked_takes_it_back(cast):
    mother = who(cast, "mother")
    made = ask(mother, cast.number("lin"))

    services.withdraw_request(actor=mother, request=made.pk, at=NOW)

    assert Obligation.objects.get(kind="scheduling.talk_for_child").state == "kept"
    with pytest.raises(WrongState):
        services.withdraw_request(actor=mother, request=made.pk, at=NOW)


def test_a_counsellor_says_that_it_was_dealt_with_and_the_guardian_learns_no_more(cast):
    mother = who(cast, "mother")
    made = ask(mother, cast.number("lin"))

    services.answer_request(actor=cast.actor("shen"), request=made.pk, at=NOW)

    (shown,) = selectors.own_requests(mother)
    assert shown.get_state_display() == "老师处理了"
    assert Obligation.objects.get(kind="scheduling.talk_for_child").ended_by == cast.staff["shen"]


@pytest.mark.parametrize("stranger", ["lin", "ayi", "xu", "qin"])
def test_nobody_else_sees_takes_back_or_answers(cast, stranger):
    made = ask(who(cast, "mother"), cast.number("lin"))
    actor = cast.actor(stranger) if stranger in cast.staff else who(cast, stranger)

    assert selectors.own_requests(actor) == []
    with pytest.raises(Denied):
        services.withdraw_request(actor=actor, request=made.pk, at=NOW)
    with pytest.raises(Denied):
        services.answer_request(actor=actor, request=made.pk, at=NOW)


def test_an_account_nobody_has_met_sees_only_its_own_request(cast):
    made = ask(who(cast, "mother"), cast.number("lin"))
    TalkRequest.objects.filter(pk=made.pk).update(made_in=uuid4())

    assert selectors.own_requests(who(cast, "mother", known=False)) == []
