"""What a copy may hold, for whom it may be made, and what allows it."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from xinqiao.core.access import Problem
from xinqiao.office.disclosures import rules
from xinqiao.office.disclosures.rules import (
    GROUNDS,
    KINDS,
    ConsentBasis,
    Ground,
    GroundBasis,
    LeaveBasis,
    Leaving,
    NothingAllowsIt,
    NotInTheList,
    Receiver,
    TheClientsOwn,
    To,
    Why,
)
from xinqiao.register.consents.rules import Signed
from xinqiao.register.consents.selectors import ConsentStanding, Giver, Purpose, Way

from .builders import CONTENT

AGREED = ConsentBasis(Purpose.TELL_GUARDIAN, "当面说好的。")
WRITTEN = {"necessity": "今晚不能一个人。", "answers": "他是值班的人。", "least": "别的都不用说。"}


def receiver(to: To, number: object = None) -> Receiver:
    return Receiver(to, number, "王老师", "班主任")  # type: ignore[arg-type]


@pytest.mark.clause("HOM-01", "CNS-03")
@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_takes_a_field_that_is_not_in_its_list(kind: str) -> None:
    with pytest.raises(NotInTheList):
        rules.clean(KINDS[kind], {**CONTENT.get(kind, {}), "record": "第一次谈话：……"})


@pytest.mark.parametrize("key", [key for key, kind in KINDS.items() if kind.fields])
def test_every_field_has_a_bound_and_needs_what_it_says(key: str) -> None:
    kind = KINDS[key]
    for field in kind.fields:
        too_long = ["字" * (field.longest + 1)] if field.shape == "lines" else "字" * (field.longest + 1)
        with pytest.raises(Problem):
            rules.clean(kind, {**CONTENT[key], field.name: too_long})
        if field.required:
            with pytest.raises(Problem):
                rules.clean(kind, {name: value for name, value in CONTENT[key].items() if name != field.name})


@pytest.mark.parametrize(
    ("name", "value"), [("words", ["一"]), ("words", 7), ("words", None), ("goals", "一行"), ("goals", [1])]
)
def test_only_text_stands_in_a_copy(name: str, value: object) -> None:
    with pytest.raises(NotInTheList):
        rules.clean(KINDS["goals"], {"goals": ["睡够七小时"], name: value})


def test_what_cannot_be_seen_is_not_in_it() -> None:
    """A letter that shows nothing, or turns the line round, would make the preview another text than what is given."""
    assert rules.clean(KINDS["note"], {"words": "你\u202e好\u200b\r\n\x00见 "}) == {"words": "你好\n见"}


def test_too_many_lines_are_refused_and_empty_ones_do_not_count() -> None:
    assert rules.clean(KINDS["goals"], {"goals": ["一", " ", "二"]}) == {"goals": ["一", "二"]}
    with pytest.raises(Problem):
        rules.clean(KINDS["goals"], {"goals": ["一"] * 13})


def test_a_kind_that_nobody_writes_is_no_kind() -> None:
    for key in ("printed", "record", ""):
        with pytest.raises(NotInTheList):
            rules.kind_of(key)


@pytest.mark.clause("CNS-03")
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("to", To)
@pytest.mark.parametrize("why", Why)
def test_a_kind_goes_to_those_it_is_declared_for_and_by_what_it_is_declared_by(
    kind: rules.DisclosureKind, to: To, why: Why
) -> None:
    number = uuid4()
    who = receiver(to, number if to in rules.AT_OWN_DOOR else None)

    if to in kind.to and why in kind.by:
        rules.check_receiver(kind, who, why, frozenset({number}))
    else:
        with pytest.raises(NotInTheList):
            rules.check_receiver(kind, who, why, frozenset({number}))


def test_nothing_is_both_the_clients_own_and_for_somebody_else() -> None:
    assert all(kind.to == {To.CLIENT} for kind in KINDS.values() if Why.OWN in kind.by)
    assert all(Why.OWN not in kind.by for kind in KINDS.values() if kind.to - {To.CLIENT})


def test_somebody_outside_has_a_name_and_a_post() -> None:
    for one in (Receiver(To.TEACHER, None, "", "班主任"), Receiver(To.TEACHER, None, "秦老师", " ")):
        with pytest.raises(Problem):
            rules.check_receiver(KINDS["advice"], one, Why.CONSENT, frozenset())
    with pytest.raises(Problem):
        rules.check_receiver(KINDS["advice"], Receiver(To.TEACHER, None, "字" * 81, "班主任"), Why.CONSENT, frozenset())


@pytest.mark.clause("CNS-03")
@pytest.mark.parametrize("to", [one for one in To if one is not To.CLIENT])
def test_what_is_the_clients_own_goes_to_nobody_else(to: To) -> None:
    with pytest.raises(NothingAllowsIt):
        rules.check_basis(Leaving(KINDS["note"], receiver(to), {}), TheClientsOwn(), None)


@pytest.mark.clause("CNS-03")
def test_without_a_consent_that_stands_nothing_leaves_by_consent() -> None:
    for standing in (None, ConsentStanding(Purpose.TELL_GUARDIAN, (Giver.CLIENT,), (), ("本人还没有同意。",))):
        with pytest.raises(NothingAllowsIt):
            rules.check_basis(Leaving(KINDS["support"], receiver(To.GUARDIAN), {}), AGREED, standing)


def test_how_the_client_agreed_is_written_down() -> None:
    signed = Signed(uuid4(), Purpose.TELL_GUARDIAN, Giver.CLIENT, Way.PAPER, date(2026, 9, 1))
    stands = ConsentStanding(Purpose.TELL_GUARDIAN, (Giver.CLIENT,), (signed,))
    rules.check_basis(Leaving(KINDS["support"], receiver(To.GUARDIAN), {}), AGREED, stands)
    for assent in ("", "。。。。。", "好", "字" * 501):
        basis = ConsentBasis(Purpose.TELL_GUARDIAN, assent)
        with pytest.raises(Problem):
            rules.check_basis(Leaving(KINDS["support"], receiver(To.GUARDIAN), {}), basis, stands)


@pytest.mark.clause("CNS-03")
@pytest.mark.parametrize("to", [To.GUARDIAN, To.TEACHER, To.MEETING, To.SCHOOL, To.INSTITUTION])
@pytest.mark.parametrize("purpose", Purpose)
def test_a_consent_is_to_one_thing_and_to_nothing_else(to: To, purpose: Purpose) -> None:
    signed = Signed(uuid4(), purpose, Giver.CLIENT, Way.PAPER, date(2026, 9, 1))
    stands = ConsentStanding(purpose, (Giver.CLIENT,), (signed,))
    leaving, basis = Leaving(KINDS["notice"], receiver(to), {}), ConsentBasis(purpose, "当面说好的。")

    if rules.PURPOSES.get(to) is purpose:
        rules.check_basis(leaving, basis, stands)
        with pytest.raises(NothingAllowsIt):
            rules.check_basis(leaving, basis, replace(stands, purpose=Purpose.RECORDING))
    else:
        with pytest.raises(NothingAllowsIt):
            rules.check_basis(leaving, basis, stands)


@pytest.mark.clause("CNF-03")
@pytest.mark.parametrize("ground", Ground)
@pytest.mark.parametrize("to", [To.GUARDIAN, To.TEACHER, To.SCHOOL, To.INSTITUTION, To.MEETING, To.CLIENT])
def test_a_ground_tells_only_those_who_can_act(ground: Ground, to: To) -> None:
    leaving = Leaving(KINDS["notice"], receiver(to), {})
    basis = GroundBasis(ground, **WRITTEN)

    if to in GROUNDS[ground]:
        rules.check_basis(leaving, basis, None)
    else:
        with pytest.raises(NothingAllowsIt):
            rules.check_basis(leaving, basis, None)


@pytest.mark.clause("CNF-03")
@pytest.mark.parametrize("empty", WRITTEN)
@pytest.mark.parametrize("text", ["", "   ", "……？", "急"])
def test_necessity_receiver_and_measure_are_written_down_or_it_is_no_ground(empty: str, text: str) -> None:
    basis = GroundBasis(Ground.DANGER, **{**WRITTEN, empty: text})

    with pytest.raises(Problem):
        rules.check_basis(Leaving(KINDS["notice"], receiver(To.SCHOOL), {}), basis, None)


def test_the_list_of_grounds_is_closed() -> None:
    assert [one.value for one in Ground] == ["danger", "interests", "public", "law", "minor"]
    assert set(GROUNDS) == set(Ground)


def test_leave_to_print_gives_no_copy_to_anybody() -> None:
    with pytest.raises(NothingAllowsIt):
        rules.check_basis(Leaving(KINDS["notice"], receiver(To.SCHOOL), {}), LeaveBasis("会诊", 1, 1), None)


@pytest.mark.parametrize(
    "basis", [TheClientsOwn(), AGREED, GroundBasis(Ground.MINOR, **WRITTEN), LeaveBasis("会诊", 2, 3)]
)
def test_a_basis_is_kept_and_read_back(basis: rules.Basis) -> None:
    assert rules.basis_from(rules.kept(basis)) == basis
