"""Whose consent is needed and whether it stands: as tables, and with days that hypothesis makes up."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import A_SCHOOL_DAY
from xinqiao.register.consents.rules import (
    Band,
    FromFourteen,
    Giver,
    Purpose,
    SchoolAsks,
    Signed,
    Way,
    band_of,
    ended_by,
    endings,
    may_record,
    may_take_a_word,
    needed,
    standing,
    years_completed,
)
from xinqiao.register.people.models import ClientKind

from .builders import in_days

C, G = Giver.CLIENT, Giver.GUARDIAN
TALK, TAPE = Purpose.COUNSELLING, Purpose.RECORDING


def one(
    giver: Giver = C,
    purpose: Purpose = TALK,
    way: Way = Way.PAPER,
    first: int = -10,
    last: int | None = None,
    ended: int | None = None,
) -> Signed:
    until = None if last is None else in_days(last)
    return Signed(uuid4(), purpose, giver, way, in_days(first), until, None if ended is None else in_days(ended))


@pytest.mark.clause("CNS-01", "CNS-02")
@pytest.mark.parametrize(
    ("band", "purpose", "from_14", "wanted"),
    [
        (Band.UNDER_14, TALK, FromFourteen.CLIENT, (C, G)),
        (Band.UNDER_14, TALK, FromFourteen.BOTH, (C, G)),
        (Band.FROM_14, TALK, FromFourteen.CLIENT, (C,)),
        (Band.FROM_14, TALK, FromFourteen.BOTH, (C, G)),
        (Band.ADULT, TALK, FromFourteen.BOTH, (C,)),
        (Band.UNDER_14, TAPE, FromFourteen.CLIENT, (C, G)),
        (Band.FROM_14, TAPE, FromFourteen.CLIENT, (C, G)),
        (Band.ADULT, TAPE, FromFourteen.BOTH, (C,)),
    ],
)
def test_whose_consent_is_needed(
    band: Band, purpose: Purpose, from_14: FromFourteen, wanted: tuple[Giver, ...]
) -> None:
    assert needed(purpose, band, SchoolAsks(from_14)) == wanted


@pytest.mark.parametrize(
    ("kind", "born", "grade", "band"),
    [
        (ClientKind.STUDENT, date(2012, 10, 15), 12, Band.UNDER_14),  # full on the day after the birthday
        (ClientKind.STUDENT, date(2012, 10, 14), 3, Band.FROM_14),
        (ClientKind.STUDENT, date(2008, 10, 15), 12, Band.FROM_14),
        (ClientKind.STUDENT, date(2008, 10, 14), 12, Band.ADULT),
        (ClientKind.STUDENT, None, 1, Band.UNDER_14),
        (ClientKind.STUDENT, None, 9, Band.UNDER_14),
        (ClientKind.STUDENT, None, 10, Band.FROM_14),
        (ClientKind.STUDENT, None, 12, Band.FROM_14),
        (ClientKind.STUDENT, None, None, Band.UNDER_14),
        (ClientKind.STUDENT, date(2036, 1, 1), 8, Band.UNDER_14),  # a mistake in the roster makes nobody older
        (ClientKind.GUARDIAN, None, None, Band.ADULT),
        (ClientKind.STAFF, None, None, Band.ADULT),
        (ClientKind.OUTSIDER, None, None, Band.ADULT),
    ],
)
def test_how_old_somebody_is_taken_for(kind: ClientKind, born: date | None, grade: int | None, band: Band) -> None:
    assert band_of(kind, born, grade, A_SCHOOL_DAY) is band


def test_born_on_a_leap_day() -> None:
    assert years_completed(date(2012, 2, 29), date(2026, 2, 28)) == 13
    assert years_completed(date(2012, 2, 29), date(2026, 3, 1)) == 14


@pytest.mark.clause("CNS-01")
@pytest.mark.parametrize(
    ("rows", "wanted", "ok", "says"),
    [
        ([], (C,), False, "本人还没有同意心理辅导。请本人读过并签好同意书，再在这里登记。"),
        ([one()], (C,), True, ""),
        ([one()], (C, G), False, "监护人还没有同意心理辅导。"),
        ([one(), one(G)], (C, G), True, ""),
        ([one(last=0)], (C,), True, ""),
        ([one(last=-1)], (C,), False, "本人对心理辅导的同意到 2026 年 10 月 14 日为止，已经过期。请重新签一份"),
        ([one(first=1)], (C,), False, "本人还没有同意心理辅导。"),
        ([one(ended=0)], (C,), False, "本人在 2026 年 10 月 15 日撤回了对心理辅导的同意。马上停下"),
        ([one(ended=1)], (C,), True, ""),
        ([one(ended=-3), one(first=-2)], (C,), True, ""),
        ([one(way=Way.VERBAL, last=4)], (C,), True, ""),
        ([one(way=Way.VERBAL, last=-1)], (C,), False, "本人对心理辅导的口头同意到 2026 年 10 月 14 日为止。请补签"),
        ([one(way=Way.VERBAL)], (C,), False, "本人对心理辅导的口头同意到"),
        ([one(purpose=TAPE)], (C,), False, "本人还没有同意心理辅导。"),
    ],
)
def test_whether_it_stands_and_what_to_do(rows: list[Signed], wanted: tuple[Giver, ...], ok: bool, says: str) -> None:
    found = standing(rows, TALK, wanted, A_SCHOOL_DAY)

    assert (found.ok, bool(found)) == (ok, ok)
    assert " ".join(found.missing).startswith(says)
    assert bool(found.missing) is not ok


@pytest.mark.clause("CNS-01")
def test_a_word_holds_for_a_while_and_says_until_when() -> None:
    word = one(G, way=Way.VERBAL, first=-1, last=9)

    assert standing([one(), word], TALK, (C, G), A_SCHOOL_DAY).provisional_until == in_days(9)
    assert standing([one(), word, one(G)], TALK, (C, G), A_SCHOOL_DAY).provisional_until is None
    assert not standing([one(), word], TALK, (C, G), in_days(10)).ok


@pytest.mark.clause("CNS-01")
def test_nobody_needed_is_nothing_agreed() -> None:
    assert not standing([one()], TALK, (), A_SCHOOL_DAY).ok


@pytest.mark.clause("CNS-02")
def test_a_recording_needs_a_consent_of_its_own_on_paper_while_the_work_is_agreed_to() -> None:
    talk = standing([one(), one(G)], TALK, (C, G), A_SCHOOL_DAY)
    no_talk = standing([one()], TALK, (C, G), A_SCHOOL_DAY)
    tape = standing([one(purpose=TAPE), one(G, TAPE)], TAPE, (C, G), A_SCHOOL_DAY)
    word = standing([one(purpose=TAPE), one(G, TAPE, Way.VERBAL, last=5)], TAPE, (C, G), A_SCHOOL_DAY)

    assert may_record(tape, talk)
    assert not may_record(tape, no_talk)
    assert not may_record(word, talk)
    assert not may_record(talk, talk)


@pytest.mark.clause("CNS-04")
def test_who_stops_the_talk_stops_the_tape_and_nobody_elses_word() -> None:
    talk, tape, mothers, old = one(), one(purpose=TAPE), one(G), one(last=-1)
    rows = [talk, tape, mothers, old]

    assert set(ended_by(rows, TALK, C, A_SCHOOL_DAY)) == {talk, tape}
    assert ended_by(rows, TAPE, C, A_SCHOOL_DAY) == (tape,)
    assert ended_by(rows, TAPE, G, A_SCHOOL_DAY) == ()


@pytest.mark.parametrize(
    ("rows", "purpose", "days", "may"),
    [
        ([], TALK, 14, True),
        ([], TALK, 0, False),
        ([], TAPE, 14, False),
        ([one()], TALK, 14, True),
        ([one(way=Way.VERBAL, first=-180, last=-166)], TALK, 14, False),
        ([one(way=Way.VERBAL, first=-181, last=-167)], TALK, 14, True),
        ([one(way=Way.VERBAL, first=-20, last=-6, ended=-19)], TALK, 14, False),
        ([one(G, way=Way.VERBAL, first=-20, last=-6)], TALK, 14, True),
    ],
)
def test_a_word_is_taken_once(rows: list[Signed], purpose: Purpose, days: int, may: bool) -> None:
    assert may_take_a_word(rows, purpose, C, SchoolAsks(verbal_days=days), A_SCHOOL_DAY) is may


def test_what_runs_out_is_what_nothing_outlasts() -> None:
    soon, word = one(last=20), one(G, way=Way.VERBAL, last=5)
    tape = one(purpose=TAPE, last=10)
    rows = [soon, word, tape, one(purpose=TAPE), one(G, TAPE, last=400), one(last=-1), one(last=3, ended=0)]

    assert endings(rows, A_SCHOOL_DAY) == (word, soon)


ROWS = st.lists(
    st.builds(
        one,
        giver=st.sampled_from(Giver),
        purpose=st.sampled_from(Purpose),
        way=st.sampled_from(Way),
        first=st.integers(-40, 40),
        last=st.none() | st.integers(-40, 40),
        ended=st.none() | st.integers(-40, 40),
    ),
    max_size=8,
)
AGES = st.builds(
    band_of,
    kind=st.sampled_from(ClientKind),
    born=st.none() | st.dates(date(2000, 1, 1), date(2027, 1, 1)),
    grade=st.none() | st.integers(1, 12),
    on=st.just(A_SCHOOL_DAY),
)
ASKS = st.builds(SchoolAsks, from_14=st.sampled_from(FromFourteen), verbal_days=st.integers(0, 30))


@pytest.mark.clause("CNS-01", "CNS-02")
@given(rows=ROWS, band=AGES, asks=ASKS, purpose=st.sampled_from(Purpose))
def test_nothing_is_ever_in_order_without_everybody_who_is_needed(
    rows: list[Signed], band: Band, asks: SchoolAsks, purpose: Purpose
) -> None:
    wanted = needed(purpose, band, asks)
    found = standing(rows, purpose, wanted, A_SCHOOL_DAY)

    there = {row.giver for row in rows if row.purpose is purpose and row.covers(A_SCHOOL_DAY)}
    assert found.ok == (there >= set(wanted))
    assert len(found.missing) == len(set(wanted) - there)
    assert {row.giver for row in found.withdrawn} <= set(wanted) - there
    assert all(row.ended_on is not None and row.ended_on <= A_SCHOOL_DAY for row in found.withdrawn)
    alone = {Purpose.TELL_GUARDIAN}
    if band is Band.FROM_14:
        alone |= {TALK, Purpose.TESTS, Purpose.DISCUSSION, Purpose.TELL_TEACHER}
    assert G in wanted or band is Band.ADULT or purpose in alone
    if purpose is TAPE:
        assert all(row.way is not Way.VERBAL for row in found.given)
    if found.provisional_until:
        assert found.provisional_until >= A_SCHOOL_DAY


@pytest.mark.clause("CNS-02", "CNS-04")
@given(rows=ROWS, band=AGES, asks=ASKS, purpose=st.sampled_from(Purpose), giver=st.sampled_from(Giver))
def test_what_is_taken_back_has_effect_on_the_same_day(
    rows: list[Signed], band: Band, asks: SchoolAsks, purpose: Purpose, giver: Giver
) -> None:
    over = {row.pk for row in ended_by(rows, purpose, giver, A_SCHOOL_DAY)}
    after = [
        Signed(row.pk, row.purpose, row.giver, row.way, row.first_day, row.last_day, A_SCHOOL_DAY)
        if row.pk in over
        else row
        for row in rows
    ]

    for day in (A_SCHOOL_DAY, A_SCHOOL_DAY + timedelta(days=1)):
        for one_purpose in {purpose, TAPE if purpose is TALK else purpose}:
            wanted = needed(one_purpose, band, asks)
            later = [row for row in after if row.first_day > A_SCHOOL_DAY]
            found = standing([row for row in after if row not in later], one_purpose, wanted, day)
            assert giver not in {row.giver for row in found.given}
            assert not (giver in wanted and found.ok)


@pytest.mark.clause("CNS-04")
@pytest.mark.parametrize(
    ("rows", "is_withdrawn"),
    [
        ([], False),
        ([one(ended=0)], True),
        ([one(last=-1)], False),
        ([one(first=-20, ended=-5), one(last=-1)], False),
        ([one(first=-20, last=-5), one(ended=-1)], True),
        ([one(ended=-1), one(first=-1)], False),
        ([one(ended=1)], False),
    ],
)
def test_what_was_taken_back_is_told_from_what_ran_out(rows: list[Signed], is_withdrawn: bool) -> None:
    found = standing(rows, TALK, (C,), A_SCHOOL_DAY)

    assert bool(found.withdrawn) is is_withdrawn
