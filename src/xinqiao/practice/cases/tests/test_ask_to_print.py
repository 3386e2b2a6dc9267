"""Leave to print: who asks, who answers, and that nobody answers themselves."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.cast import A_SCHOOL_DAY, Cast
from xinqiao.core.access import Denied, Missing, Post, Problem
from xinqiao.core.ledger.models import Entry
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.cases import selectors, services
from xinqiao.practice.cases.models import PrintApproval
from xinqiao.practice.cases.services import Wanted
from xinqiao.practice.cases.states import ApprovalState, WrongState
from xinqiao.register.people.services import give_post

from .builders import MUCH_LATER, open_case, ready
from .printing import UNTIL, ask, granted

GOOD = Wanted(purpose="教研", keeper="沈知微，用后销毁", most=2, until=UNTIL)


def also(cast: Cast, name: str, post: Post) -> None:
    """Give somebody one more post: the small school."""
    give_post(actor=cast.actor("xu"), staff=cast.staff[name].pk, post=post, starts_on=A_SCHOOL_DAY, at=MUCH_LATER)


def decide(cast: Cast, name: str, approval: PrintApproval, *, grants: bool = True) -> PrintApproval:
    return services.decide_print(actor=cast.actor(name), approval=approval.pk, grants=grants, at=MUCH_LATER)


@pytest.mark.clause("REC-04")
def test_a_counsellor_asks_and_the_director_owes_an_answer(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)

    asked = ask(cast, case)

    owed = Obligation.objects.get(kind="cases.print_approval", subject=asked.pk)
    assert (asked.state, asked.asked_of) == (ApprovalState.ASKED, Post.DIRECTOR)
    assert (owed.post, owed.owner_id, owed.about_id) == (Post.DIRECTOR, None, None)
    assert Entry.objects.filter(kind="cases.print_asked", subject=asked.pk).exists()


@pytest.mark.clause("REC-04")
def test_what_is_granted_is_no_longer_owed_and_is_on_record(cast: Cast) -> None:
    ready(cast)

    given = granted(cast, open_case(cast))

    assert given.state == ApprovalState.GRANTED
    assert given.decided_by_id == cast.staff["xu"].pk
    assert not Obligation.objects.filter(kind="cases.print_approval", state="open").exists()
    entry = Entry.objects.get(kind="cases.print_granted", subject=given.pk)
    assert entry.about == cast.number("lin")


@pytest.mark.clause("REC-04")
def test_a_director_who_counsels_is_answered_by_the_principal_and_never_by_themselves(cast: Cast) -> None:
    also(cast, "xu", Post.COUNSELLOR)
    ready(cast, "xu")

    asked = ask(cast, by="xu")

    assert asked.asked_of == Post.PRINCIPAL
    with pytest.raises(Denied):
        decide(cast, "xu", asked)
    assert decide(cast, "he", asked).state == ApprovalState.GRANTED


def test_whoever_becomes_director_afterwards_does_not_answer_their_own_wish(cast: Cast) -> None:
    ready(cast)
    asked = ask(cast)
    also(cast, "shen", Post.DIRECTOR)

    with pytest.raises(Denied):
        decide(cast, "shen", asked)


@pytest.mark.parametrize("who", ["shen", "lu", "he", "bai", "ma", "qin", "tang"])
def test_nobody_else_answers(cast: Cast, who: str) -> None:
    ready(cast)
    asked = ask(cast)

    with pytest.raises(Denied):
        decide(cast, who, asked)


def test_a_wish_is_answered_once(cast: Cast) -> None:
    ready(cast)
    asked = ask(cast)
    decide(cast, "xu", asked, grants=False)

    with pytest.raises(WrongState, match="没有批准"):
        decide(cast, "xu", asked)


def test_nobody_asks_for_a_colleagues_case(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    case = open_case(cast)

    for who in ("lu", "xu", "bai"):
        with pytest.raises(Denied):
            ask(cast, case, by=who)
    with pytest.raises(Missing):
        services.ask_to_print(actor=cast.actor("shen"), case=uuid4(), wanted=GOOD, token=uuid4(), at=MUCH_LATER)


def test_a_double_click_asks_once(cast: Cast) -> None:
    ready(cast)
    token = uuid4()

    made = {
        services.ask_to_print(actor=cast.actor("shen"), case=None, wanted=GOOD, token=token, at=MUCH_LATER).pk
        for _ in range(2)
    }

    assert len(made) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": " \x00x "},
        {"keeper": ""},
        {"purpose": "长" * 101},
        {"most": 0},
        {"most": 501},
        {"until": date(2026, 10, 1)},
        {"until": MUCH_LATER.date() + timedelta(days=500)},
    ],
    ids=str,
)
def test_a_wish_that_cannot_be_meant_is_refused(cast: Cast, wrong: dict[str, object]) -> None:
    ready(cast)
    wanted = Wanted(**{**vars(GOOD), **wrong})  # type: ignore[arg-type]

    with pytest.raises(Problem):
        services.ask_to_print(actor=cast.actor("shen"), case=None, wanted=wanted, token=uuid4(), at=MUCH_LATER)


def test_why_and_where_to_are_sealed_in_the_database(cast: Cast) -> None:
    ready(cast)
    asked = ask(cast)

    raw = PrintApproval.objects.raw("SELECT id, purpose::text AS raw_purpose FROM cases_printapproval")[0]

    assert asked.purpose == "转介给市医院"
    assert "转介给市医院".encode().hex() not in raw.raw_purpose


def test_everybody_sees_their_own_wishes_and_those_they_answer(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    mine, hers = ask(cast), ask(cast, by="lu")

    def seen(who: str) -> set[object]:
        return {one.pk for one in selectors.approvals_for(cast.actor(who))}

    assert seen("shen") == {mine.pk}
    assert seen("lu") == {hers.pk}
    assert seen("xu") == {mine.pk, hers.pk}
    assert seen("he") == seen("bai") == seen("ma") == set()
