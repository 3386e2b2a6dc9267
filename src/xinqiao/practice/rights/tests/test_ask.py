"""Asking by right: who owes the answer, what is kept, what is refused."""

from uuid import uuid4

import pytest

from tests.cast import NOW, Cast
from tests.families import make_families
from tests.own_door import own_actor
from xinqiao.core.access import Denied, Missing, Post, Problem
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.cases.tests.builders import open_case, ready
from xinqiao.practice.rights import services
from xinqiao.practice.rights.models import RightsRequest
from xinqiao.practice.rights.rules import MOST_OPEN, Against, Right
from xinqiao.practice.rights.services import Asked, TooMany
from xinqiao.register.people.services import give_post

from .asking import answers, asks


@pytest.fixture(autouse=True)
def _on_a_school_day():  # type: ignore[no-untyped-def]
    with freeze(NOW):
        yield


@pytest.mark.clause("CNS-07")
def test_the_own_counsellor_owes_the_answer(cast: Cast) -> None:
    ready(cast)
    open_case(cast)

    made = asks(cast, "lin", Right.COPY)

    assert (made.owner_id, made.post, made.concerned) == (cast.staff["shen"].pk, "counsellor", [])
    owed = Obligation.objects.get(subject=made.pk)
    assert (owed.kind, owed.owner_id, owed.about_id, owed.due_at) == (
        "rights.answer", cast.staff["shen"].pk, made.client_id, made.due_at,
    )  # fmt: skip


def test_where_nobody_works_with_a_child_any_counsellor_answers(cast: Cast) -> None:
    made = asks(cast, "ayi")

    assert (made.owner_id, made.post) == (None, "counsellor")


@pytest.mark.clause("CNS-07")
@pytest.mark.parametrize("right", [Right.COMPLAINT, Right.CHANGE, Right.DELETE])
def test_what_may_be_about_the_counsellor_goes_to_somebody_else_and_names_nobody(cast: Cast, right: Right) -> None:
    ready(cast)
    open_case(cast)

    made = asks(cast, "lin", right, against=Against.COUNSELLOR if right is Right.COMPLAINT else None)

    assert (made.owner_id, made.post, made.concerned) == (None, "director", [cast.staff["shen"].pk])
    owed = Obligation.objects.get(subject=made.pk)
    assert (owed.kind, owed.post, owed.about_id) == ("rights.answer_apart", "director", None)


@pytest.mark.clause("CNS-07")
def test_where_the_counsellor_is_the_director_the_principal_answers(cast: Cast) -> None:
    give_post(actor=cast.actor("xu"), staff=cast.staff["xu"].pk, post=Post.COUNSELLOR, starts_on=NOW.date(), at=NOW)
    ready(cast, "xu")
    open_case(cast, "xu")

    assert asks(cast, "lin", Right.COMPLAINT, against=Against.COUNSELLOR).post == "principal"


def test_a_complaint_about_the_director_passes_by_the_director(cast: Cast) -> None:
    made = asks(cast, "lin", Right.COMPLAINT, against=Against.DIRECTOR)

    assert (made.post, made.concerned) == ("principal", [cast.staff["xu"].pk])


def test_whoever_was_not_content_is_answered_by_somebody_else(cast: Cast) -> None:
    first = answers(cast.actor("xu"), asks(cast, "lin", Right.COMPLAINT))

    again = asks(cast, "lin", Right.COMPLAINT, earlier=first.pk)

    assert (again.post, again.earlier_id) == ("principal", first.pk)


def test_one_cannot_hang_a_complaint_on_what_somebody_else_asked(cast: Cast) -> None:
    others = asks(cast, "ayi", Right.COMPLAINT)

    with pytest.raises(Missing):
        asks(cast, "lin", Right.COMPLAINT, earlier=others.pk)


def test_a_question_about_a_reading_is_not_answered_by_who_read(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    line = Entry.objects.filter(about=case.client_id, kind="cases.case_opened").get()

    made = asks(cast, "lin", Right.READING, entry=line.pk)

    assert (made.post, made.entry) == ("director", line.pk)
    assert cast.staff["shen"].pk in made.concerned
    with pytest.raises(Missing):
        asks(cast, "ayi", Right.READING, entry=line.pk)


def test_the_same_form_sent_twice_asks_once(cast: Cast) -> None:
    actor, token = own_actor(cast, "lin"), uuid4()
    assert actor.pk is not None
    both = [services.ask(actor=actor, client=actor.pk, asked=Asked(Right.KNOW), token=token, at=NOW) for _ in range(2)]

    assert both[0].pk == both[1].pk
    assert RightsRequest.objects.count() == 1
    other = own_actor(cast, "ayi")
    with pytest.raises(Problem):
        services.ask(actor=other, client=other.pk, asked=Asked(Right.KNOW), token=token, at=NOW)  # type: ignore[arg-type]


def test_a_complaint_needs_a_word_and_nothing_is_endless(cast: Cast) -> None:
    for right, text in ((Right.COMPLAINT, "  "), (Right.CORRECT, ""), (Right.KNOW, "长" * 2001)):
        with pytest.raises(Problem):
            asks(cast, "lin", right, text)


def test_a_flood_is_held_back(cast: Cast) -> None:
    for _ in range(MOST_OPEN):
        asks(cast, "lin")
    with pytest.raises(TooMany):
        asks(cast, "lin")


def test_words_are_under_the_seal_and_the_ledger_holds_ids_only(cast: Cast) -> None:
    made = asks(cast, "lin", Right.COMPLAINT, "沈老师迟到了", against=Against.COUNSELLOR)

    closed = RightsRequest.objects.filter(pk=made.pk).values_list("words", flat=True).get()
    assert "迟到".encode() not in bytes(closed)
    line = Entry.objects.get(kind="rights.asked")
    assert (line.actor, line.about, line.facts["right"]) == (made.client_id, made.client_id, "complaint")
    assert "迟到" not in line.body


def test_somebody_else_cannot_be_asked_for(cast: Cast) -> None:
    with pytest.raises(Denied):
        asks(cast, "lin", client=cast.number("ayi"))
    with pytest.raises(Denied):
        asks(cast, "mother", Right.STOP, client=cast.number("lin"))


@pytest.mark.clause("CNS-07")
@pytest.mark.parametrize(
    ("adult", "child", "right", "may"),
    [
        ("he_mother", "xiaohe", Right.COPY, True),
        ("qi_mother", "siqi", Right.KNOW, True),
        ("he_mother", "xiaohe", Right.STOP, False),
        ("he_mother", "xiaohe", Right.CHANGE, False),
        ("he_mother", "xiaohe", Right.READING, False),
        ("he_mother", "xiaohe", Right.DELETE, False),
        ("he_father", "xiaohe", Right.KNOW, False),  # without custody
        ("an_stepfather", "anan", Right.KNOW, False),  # may not be in contact
        ("an_grandmother", "anan", Right.COMPLAINT, True),
        ("he_mother", "yuhang", Right.KNOW, False),  # somebody else's child
    ],
)
def test_what_a_guardian_may_ask_for_a_child(cast: Cast, adult: str, child: str, right: Right, may: bool) -> None:
    people = make_families(cast)
    number = people.numbers[child]

    if may:
        made = asks(people, adult, right, client=number)
        assert (made.client_id, made.asker_id) == (number, people.numbers[adult])
    else:
        with pytest.raises(Denied):
            asks(people, adult, right, client=number)
    assert asks(people, adult, Right.COMPLAINT).client_id == people.numbers[adult]
