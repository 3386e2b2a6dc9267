"""Ages, guardians, purposes, ways and withdrawals against each other: as tables, and with whatever Hypothesis makes up."""

from dataclasses import replace
from datetime import date
from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import A_SCHOOL_DAY
from xinqiao.register.consents.rules import (
    Band,
    Carer,
    Circumstances,
    FromFourteen,
    Giver,
    Ground,
    HowMany,
    Purpose,
    SchoolAsks,
    Signed,
    Way,
    ended_by,
    is_barred,
    may_accompany,
    may_consent_for,
    may_use_case,
    needed,
    standing,
    who_must_all_agree,
)

from .builders import in_days

C, G = Giver.CLIENT, Giver.GUARDIAN
CHILD, YOUTH, ADULT = Band.UNDER_14, Band.FROM_14, Band.ADULT
ALONE, BOTH = SchoolAsks(FromFourteen.CLIENT), SchoolAsks(FromFourteen.BOTH)
ORDINARY, UNABLE = Circumstances(), Circumstances(is_unable=True)
DANGER = Circumstances(ground=Ground.GUARDIAN_IS_DANGER)

# Who has to agree, c the client and g a guardian, by purpose:
# under 14 | 14 to 17, the school asks the pupil alone | 14 to 17, it asks both | 14 to 17 and unable to judge | 18 | under 14, the guardian is the danger
TABLE = {
    Purpose.COUNSELLING: "cg c cg cg c c",
    Purpose.RECORDING: "cg cg cg cg c cg",
    Purpose.TESTS: "cg c cg cg c cg",
    Purpose.DISCUSSION: "cg c cg cg c cg",
    Purpose.TEACHING: "cg cg cg cg c cg",
    Purpose.TELL_TEACHER: "cg c c cg c cg",
    Purpose.TELL_GUARDIAN: "c c c c c c",
}
COLUMNS = (
    (CHILD, ALONE, ORDINARY),
    (YOUTH, ALONE, ORDINARY),
    (YOUTH, BOTH, ORDINARY),
    (YOUTH, ALONE, UNABLE),
    (ADULT, BOTH, UNABLE),
    (CHILD, ALONE, DANGER),
)


def letters(givers: tuple[Giver, ...]) -> str:
    return "".join({C: "c", G: "g"}[one] for one in givers)


@pytest.mark.clause("CNS-01", "CNS-02")
@pytest.mark.parametrize("purpose", Purpose)
def test_who_has_to_agree_to_what_at_which_age(purpose: Purpose) -> None:
    found = " ".join(letters(needed(purpose, band, asks, here)) for band, asks, here in COLUMNS)

    assert found == TABLE[purpose]


MOTHER, FATHER = Carer(UUID(int=1)), Carer(UUID(int=2))
LEFT_OUT = Carer(UUID(int=3), has_custody=False)
BARRED = Carer(UUID(int=4), may_be_contacted=False)
AUNT = Carer(UUID(int=5), has_custody=False, is_delegated=True)
BY_COUNSELLOR = Circumstances(barred=frozenset({FATHER.pk, AUNT.pk}), delegated=frozenset({(AUNT.pk, None)}))
IN_WRITING = Circumstances(delegated=frozenset({(AUNT.pk, A_SCHOOL_DAY)}))
RUN_OUT = Circumstances(delegated=frozenset({(AUNT.pk, in_days(-1))}))


@pytest.mark.clause("CNS-01")
@pytest.mark.parametrize(
    ("carer", "here", "child", "youth", "adult", "accompanies"),
    [
        (MOTHER, ORDINARY, True, True, False, True),
        (LEFT_OUT, ORDINARY, False, False, False, False),
        (BARRED, ORDINARY, False, False, False, False),
        (FATHER, BY_COUNSELLOR, False, False, False, False),
        (AUNT, ORDINARY, False, False, False, True),
        (AUNT, IN_WRITING, True, True, False, True),
        (AUNT, RUN_OUT, False, False, False, True),
        (AUNT, BY_COUNSELLOR, False, False, False, False),
        (replace(MOTHER, may_be_contacted=False), IN_WRITING, False, False, False, False),
    ],
)
def test_which_guardian_may_consent_and_who_may_come_along(
    carer: Carer, here: Circumstances, child: bool, youth: bool, adult: bool, accompanies: bool
) -> None:
    may = [may_consent_for(carer, band, here, A_SCHOOL_DAY) for band in (CHILD, YOUTH, ADULT)]

    assert may == [child, youth, adult]
    assert may_accompany(carer, CHILD, here) is accompanies
    assert not may_accompany(carer, ADULT, here)


def one(giver: Giver = C, purpose: Purpose = Purpose.COUNSELLING, by: Carer | None = None, **more: object) -> Signed:
    row = Signed(uuid4(), purpose, giver, Way.SCREEN, in_days(-5), guardian=by.pk if by else None)
    return replace(row, **more)  # type: ignore[arg-type]


@pytest.mark.clause("CNS-01")
@pytest.mark.parametrize(
    ("rows", "ok", "says"),
    [
        ([one(), one(G, by=MOTHER)], False, "约定每一位监护人都要同意心理辅导，还差 1 位。"),
        ([one(), one(G, by=MOTHER), one(G, by=FATHER)], True, ""),
        ([one(), one(G, by=MOTHER), one(G, by=FATHER, ended_on=A_SCHOOL_DAY)], False, "约定每一位监护人都要同意"),
        ([one(), one(G)], False, "约定每一位监护人都要同意心理辅导，还差 2 位。"),
        ([one()], False, "监护人还没有同意心理辅导。"),
    ],
)
def test_separated_parents_of_whom_each_has_to_agree(rows: list[Signed], ok: bool, says: str) -> None:
    both = Circumstances(how_many=HowMany.ALL)
    everyone = who_must_all_agree([MOTHER, FATHER, LEFT_OUT, BARRED, AUNT], CHILD, both, A_SCHOOL_DAY)

    found = standing(rows, Purpose.COUNSELLING, (C, G), A_SCHOOL_DAY, everyone)

    assert everyone == {MOTHER.pk, FATHER.pk}
    assert found.ok is ok
    assert " ".join(found.missing).startswith(says)


def test_what_was_read_and_says_something_else_by_now_is_asked_anew() -> None:
    found = standing([one(is_outdated=True)], Purpose.COUNSELLING, (C,), A_SCHOOL_DAY)

    assert not found.ok
    assert found.withdrawn == ()
    assert found.missing == ("心理辅导的说明改过了，请本人读新的，再决定一次。",)


@pytest.mark.clause("CNS-06")
@pytest.mark.parametrize(
    ("purpose", "agreed", "is_deidentified", "may"),
    [
        (Purpose.TEACHING, True, False, True),
        (Purpose.TEACHING, False, False, False),
        (Purpose.TEACHING, False, True, True),
        (Purpose.DISCUSSION, True, False, True),
        (Purpose.RECORDING, True, False, False),
        (Purpose.COUNSELLING, True, False, False),
    ],
)
def test_a_case_is_used_without_identity_or_by_leave_for_that_use(
    purpose: Purpose, agreed: bool, is_deidentified: bool, may: bool
) -> None:
    use = standing([one(purpose=purpose)] if agreed else [], purpose, (C,), A_SCHOOL_DAY)

    assert may_use_case(use, is_deidentified=is_deidentified) is may


@pytest.mark.clause("CNS-04")
@pytest.mark.parametrize(("way", "giver", "purpose"), [*product(Way, Giver, Purpose)])
def test_withdrawal_ends_what_was_given_in_whatever_way(way: Way, giver: Giver, purpose: Purpose) -> None:
    row = one(giver, purpose, way=way, last_day=in_days(9))

    over = ended_by([row], purpose, giver, A_SCHOOL_DAY)

    assert over == ((row,) if way is not Way.VERBAL or purpose is Purpose.COUNSELLING else ())
    assert not replace(row, ended_on=A_SCHOOL_DAY).covers(A_SCHOOL_DAY)


CARERS = st.builds(Carer, st.uuids(), st.booleans(), st.booleans(), st.booleans())
FAMILY = st.lists(CARERS, min_size=1, max_size=4, unique_by=lambda one: one.pk)


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[Carer], Circumstances]:
    family = draw(FAMILY)
    some = st.sets(st.sampled_from([one.pk for one in family]))
    until = st.none() | st.dates(in_days(-9), in_days(9))
    return family, Circumstances(
        how_many=draw(st.sampled_from(HowMany)),
        barred=frozenset(draw(some)),
        delegated=frozenset((pk, draw(until)) for pk in sorted(draw(some))),
        is_unable=draw(st.booleans()),
        ground=draw(st.none() | st.sampled_from(Ground)),
    )


@pytest.mark.clause("CNS-01")
@given(there=situations(), band=st.sampled_from(Band), from_14=st.sampled_from(FromFourteen))
def test_nobody_gives_what_they_may_not(
    there: tuple[list[Carer], Circumstances], band: Band, from_14: FromFourteen
) -> None:
    family, here = there
    may = {one.pk for one in family if may_consent_for(one, band, here, A_SCHOOL_DAY)}
    everyone = who_must_all_agree(family, band, here, A_SCHOOL_DAY)

    assert band is not ADULT or not may
    assert everyone <= may
    for one_carer in family:
        if is_barred(one_carer, here):
            assert one_carer.pk not in may
            assert not may_accompany(one_carer, band, here)
        if one_carer.pk in may and not one_carer.has_custody:
            assert any(pk == one_carer.pk and (until is None or until >= A_SCHOOL_DAY) for pk, until in here.delegated)
    for purpose in Purpose:
        wanted = needed(purpose, band, SchoolAsks(from_14), here)
        assert wanted[0] is C
        assert G not in wanted or (band is not ADULT and purpose is not Purpose.TELL_GUARDIAN)
        if band is CHILD and not here.ground and purpose is not Purpose.TELL_GUARDIAN:
            assert G in wanted


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["signs", "takes back"]),
        st.sampled_from(Giver),
        st.sampled_from(Purpose),
        st.sampled_from([Way.PAPER, Way.SCREEN]),
        st.integers(0, 6),
    ),
    max_size=24,
)


@pytest.mark.clause("CNS-02", "CNS-04")
@given(steps=STEPS, band=st.sampled_from(Band))
def test_in_whatever_order_things_are_signed_and_taken_back_the_last_word_counts(
    steps: list[tuple[str, Giver, Purpose, Way, int]], band: Band
) -> None:
    """Days pass between the steps; a second book keeps nothing but each one's last word on each purpose."""
    rows: list[Signed] = []
    last_word: dict[tuple[Giver, Purpose], bool] = {}
    day = A_SCHOOL_DAY.toordinal()
    for act, giver, purpose, way, pause in steps:
        day += pause
        on = date.fromordinal(day)
        if act == "signs":
            rows.append(Signed(uuid4(), purpose, giver, way, on))
            last_word[giver, purpose] = True
            continue
        over = {row.pk for row in ended_by(rows, purpose, giver, on)}
        rows = [replace(row, ended_on=on) if row.pk in over else row for row in rows]
        for stopped in Purpose if purpose is Purpose.COUNSELLING else [purpose]:
            last_word[giver, stopped] = False

        for asked in Purpose:
            wanted = needed(asked, band, BOTH)
            found = standing(rows, asked, wanted, on)
            assert found.ok == all(last_word.get((who, asked), False) for who in wanted)
