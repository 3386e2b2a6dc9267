"""Answering: who reads, what is lacking, what the asker sees; and what is late."""

from datetime import timedelta

import pytest

from tests.cast import NOW, Cast
from tests.families import make_families
from tests.own_door import own_actor
from xinqiao.core.access import Denied, Missing, Post
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.office.obligations.models import Obligation
from xinqiao.office.obligations.services import hand_over, keep_obligation, sweep
from xinqiao.practice.cases.tests.builders import filed, open_case, ready
from xinqiao.practice.rights import selectors, services
from xinqiao.practice.rights.models import RightsRequest, State
from xinqiao.practice.rights.rules import DAYS, Against, Decision, Right
from xinqiao.practice.rights.services import AnswerNeeds
from xinqiao.practice.rights.states import WrongState
from xinqiao.register.people.services import give_post

from .asking import AN_ANSWER, LATER, MUCH_LATER, answers, asks


@pytest.fixture(autouse=True)
def _on_a_school_day():  # type: ignore[no-untyped-def]
    with freeze(NOW):
        yield


@pytest.mark.clause("CNS-07")
def test_an_answer_is_shown_to_whoever_asked_and_the_promise_is_kept(cast: Cast) -> None:
    request = asks(cast, "lin", Right.COMPLAINT)

    answers(cast.actor("xu"), request, Decision.PART)

    told = selectors.own_request(own_actor(cast, "lin"), request.pk, LATER)
    assert (told.decision, told.answer, told.may_withdraw, told.may_ask_again) == ("部分成立", AN_ANSWER, False, True)
    assert Obligation.objects.get(subject=request.pk).state == "kept"
    assert Entry.objects.get(kind="rights.answered").about == request.client_id
    with pytest.raises(WrongState):
        answers(cast.actor("xu"), request)


@pytest.mark.clause("CNS-07")
def test_an_account_nobody_has_met_may_ask_and_is_not_shown_the_answer(cast: Cast) -> None:
    request = asks(cast, "ayi", Right.KNOW, known=False)
    assert request.unsure
    answers(cast.actor("shen"), request)

    told = selectors.own_request(own_actor(cast, "ayi", known=False), request.pk, LATER)
    assert (told.answer, told.decision, told.answer_waits) == ("", "", True)
    assert selectors.kept_about(own_actor(cast, "ayi", known=False)) == []
    assert selectors.own_request(own_actor(cast, "ayi", known=True), request.pk, LATER).answer == AN_ANSWER


@pytest.mark.clause("CNS-07")
def test_who_answers_tells_a_slip_nothing_of_who_works_with_the_child(cast: Cast) -> None:
    give_post(actor=cast.actor("xu"), staff=cast.staff["xu"].pk, post=Post.COUNSELLOR, starts_on=NOW.date(), at=NOW)
    ready(cast, "xu")
    open_case(cast, "xu")
    asked = [asks(cast, name, Right.COMPLAINT, known=False) for name in ("lin", "ayi")]
    assert [one.post for one in asked] == ["principal", "director"]

    told = [
        selectors.own_request(own_actor(cast, name, known=False), one.pk, LATER)
        for name, one in zip(("lin", "ayi"), asked, strict=True)
    ]

    assert [one.who for one in told] == ["", ""]
    assert selectors.own_request(own_actor(cast, "lin"), asked[0].pk, LATER).who == "校长"


@pytest.mark.parametrize("who", ["lin", "mother"])
def test_what_somebody_else_asked_is_not_there(cast: Cast, who: str) -> None:
    request = asks(cast, "ayi", Right.COMPLAINT)

    with pytest.raises(Missing):
        selectors.own_request(own_actor(cast, who), request.pk, LATER)
    with pytest.raises(Denied):
        services.withdraw_request(actor=own_actor(cast, who), request=request.pk, at=LATER)


def test_reading_a_request_is_on_record_about_its_client(cast: Cast) -> None:
    request = asks(cast, "lin", Right.COMPLAINT)

    found = services.open_request(actor=cast.actor("xu"), request=request.pk, at=LATER)

    assert (found.text, found.person.name if found.person else "") == ("我想问一问。", "林晚舟")
    line = Entry.objects.get(kind="rights.opened")
    assert (line.actor, line.about) == (cast.staff["xu"].pk, request.client_id)


@pytest.mark.clause("CNS-07")
@pytest.mark.parametrize("who", ["shen", "lu", "he", "bai", "qin", "ma", "tang"])
def test_a_complaint_is_read_by_nobody_but_who_answers(cast: Cast, who: str) -> None:
    request = asks(cast, "lin", Right.COMPLAINT)

    with pytest.raises(Denied):
        services.open_request(actor=cast.actor(who), request=request.pk, at=LATER)
    with pytest.raises(Denied):
        answers(cast.actor(who), request)


@pytest.mark.clause("CNS-07")
def test_a_guardian_is_answered_after_the_child_was_heard(cast: Cast) -> None:
    people = make_families(cast)
    young = asks(people, "he_mother", Right.KNOW, client=people.numbers["xiaohe"])
    old = asks(people, "qi_mother", Right.COPY, client=people.numbers["siqi"])
    shen = cast.actor("shen")

    with pytest.raises(AnswerNeeds):
        answers(shen, young)
    assert answers(shen, young, view="她说可以。").state == State.ANSWERED
    with pytest.raises(AnswerNeeds):
        answers(shen, old, view="她不愿意。")
    refused = answers(shen, old, Decision.REFUSED, view="她不愿意。", words="她满 14 岁，没有同意。")
    assert refused.state == State.ANSWERED


def test_the_child_knows_that_a_guardian_asked_and_not_in_which_words(cast: Cast) -> None:
    people = make_families(cast)
    made = asks(people, "qi_mother", Right.COPY, "她是不是在谈恋爱", client=people.numbers["siqi"])

    (line,) = selectors.asked_about_me(own_actor(people, "siqi"), LATER)
    assert (line.pk, line.label) == (made.pk, "要一份我的资料")
    assert selectors.asked_about_me(own_actor(people, "siqi", known=False), LATER) == []
    with pytest.raises(Missing):
        selectors.own_request(own_actor(people, "siqi"), made.pk, LATER)


def test_at_eighteen_the_guardians_request_is_no_longer_theirs_to_see(cast: Cast) -> None:
    people = make_families(cast)
    made = asks(people, "mo_mother", Right.KNOW, client=people.numbers["zimo"])
    assert selectors.own_request(own_actor(people, "mo_mother"), made.pk, LATER)

    with freeze(MUCH_LATER), pytest.raises(Missing):
        selectors.own_request(own_actor(people, "mo_mother"), made.pk, MUCH_LATER)


@pytest.mark.clause("CNS-04")
def test_stopping_is_answered_once_the_case_is_closed(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    request = asks(cast, "lin", Right.STOP, "")

    with pytest.raises(AnswerNeeds):
        answers(cast.actor("shen"), request, at=MUCH_LATER)
    assert answers(cast.actor("shen"), request, Decision.REFUSED, at=MUCH_LATER).state == State.ANSWERED
    again = asks(cast, "lin", Right.STOP, "")
    filed(cast, case, "closing")
    assert answers(cast.actor("shen"), again, at=MUCH_LATER).state == State.ANSWERED


@pytest.mark.clause("CNS-07")
def test_what_is_late_climbs_past_whoever_it_may_be_about(cast: Cast) -> None:
    request = asks(cast, "lin", Right.COMPLAINT)
    own = asks(cast, "ayi", Right.COPY)
    for day in range(30, 36):
        with freeze(NOW + timedelta(days=day)):
            sweep(at=NOW + timedelta(days=day))

    assert Obligation.objects.get(subject=request.pk).reached[0] == "principal"
    assert Obligation.objects.get(subject=own.pk).reached[0] == "director"
    late = NOW + timedelta(days=35)
    assert services.open_request(actor=cast.actor("he"), request=request.pk, at=late).late
    with pytest.raises(Denied):
        services.open_request(actor=cast.actor("xu"), request=own.pk, at=late)


@pytest.mark.clause("CNS-07")
def test_the_director_has_another_counsellor_answer_and_reads_nothing(cast: Cast) -> None:
    ready(cast)
    open_case(cast)
    request = asks(cast, "lin", Right.COPY)

    services.pass_on(actor=cast.actor("xu"), request=request.pk, to_staff=cast.staff["lu"].pk, at=LATER)

    assert Obligation.objects.get(subject=request.pk).owner_id == cast.staff["lu"].pk
    assert answers(cast.actor("lu"), request).state == State.ANSWERED
    complaint = asks(cast, "lin", Right.COMPLAINT)
    with pytest.raises(Denied):
        services.pass_on(actor=cast.actor("xu"), request=complaint.pk, to_staff=cast.staff["lu"].pk, at=LATER)


@pytest.mark.clause("CNS-07")
def test_a_promise_that_was_called_kept_without_an_answer_is_owed_again(cast: Cast) -> None:
    request = asks(cast, "lin", Right.COMPLAINT)
    keep_obligation(actor=cast.actor("xu"), obligation=Obligation.objects.get(subject=request.pk).pk, at=LATER)

    assert services.owe_again(at=LATER) == 1
    assert services.owe_again(at=LATER) == 0
    assert Obligation.objects.get(subject=request.pk, state="open").due_at == request.due_at


@pytest.mark.clause("CNS-07")
def test_a_request_follows_its_promise_to_whoever_was_given_it(cast: Cast) -> None:
    ready(cast)
    open_case(cast)
    request = asks(cast, "lin", Right.COPY)
    promised = Obligation.objects.get(subject=request.pk)
    hand_over(actor=cast.actor("shen"), obligation=promised.pk, to_staff=cast.staff["lu"].pk, at=LATER)

    assert services.owe_again(at=LATER) == 1
    assert services.owe_again(at=LATER) == 0
    assert answers(cast.actor("lu"), request).state == State.ANSWERED
    asks(cast, "ayi", Right.COPY)
    other = asks(cast, "lin", Right.COPY)
    Obligation.objects.filter(subject=other.pk).update(owner=None, post="director")  # its owner has left
    assert services.owe_again(at=LATER) == 1
    other.refresh_from_db()
    assert other.owner_id is None
    assert answers(cast.actor("lu"), other).state == State.ANSWERED


def test_the_director_counts_and_sets_the_days(cast: Cast) -> None:
    services.set_answer_days(actor=cast.actor("xu"), days={**DAYS, Right.COPY: 2}, at=NOW)
    assert selectors.within_days()[Right.COPY] == 2
    request = asks(cast, "lin", Right.COPY)
    assert (request.due_at - NOW).days <= 5

    rows = {row.label: row for row in selectors.counted(cast.actor("xu"), MUCH_LATER, NOW)}
    assert (rows["查阅、复制"].open, rows["查阅、复制"].late) == (1, 1)
    asks(cast, "lin", Right.COMPLAINT, against=Against.DIRECTOR)
    rows = {row.label: row for row in selectors.counted(cast.actor("xu"), MUCH_LATER, NOW)}
    assert rows["投诉"].open == 0
    with pytest.raises(Denied):
        services.set_answer_days(actor=cast.actor("shen"), days=DAYS, at=NOW)


def test_taken_back_nothing_is_owed(cast: Cast) -> None:
    request = asks(cast, "lin", Right.COPY)

    services.withdraw_request(actor=own_actor(cast, "lin"), request=request.pk, at=LATER)

    assert RightsRequest.objects.get().state == State.WITHDRAWN
    assert Obligation.objects.get(subject=request.pk).state == "kept"
