"""What has to be there on a day, and what runs out: as tables, without any database."""

from datetime import date
from uuid import uuid4

import pytest

from tests.cast import A_SCHOOL_DAY
from xinqiao.core.access import Post
from xinqiao.register.credentials.rules import Lack, Need, Paper, endings, needs_of, standing

from .builders import LONG_AGO, in_days

FOREVER = [Paper(uuid4(), need, LONG_AGO, None) for need in Need]


def paper(first: int, last: int | None, need: Need = Need.CERTIFICATE) -> Paper:
    return Paper(uuid4(), need, in_days(first), None if last is None else in_days(last))


def with_papers(need: Need, *papers: Paper) -> list[Paper]:
    return [one for one in FOREVER if one.need != need] + list(papers)


@pytest.mark.clause("STF-02", "STF-06")
def test_whoever_has_shown_and_signed_everything_may_counsel() -> None:
    found = standing(FOREVER, A_SCHOOL_DAY)

    assert (found.ok, found.missing, found.has_signed) == (True, (), True)


@pytest.mark.clause("STF-02", "STF-06")
@pytest.mark.parametrize("need", Need)
def test_each_of_the_four_is_needed_and_its_lack_says_what_to_do(need: Need) -> None:
    found = standing(with_papers(need), A_SCHOOL_DAY)

    assert not found.ok
    assert found.missing == (Lack(need),)
    assert str(need.label) in found.missing[0].says
    assert found.missing[0].to_do
    assert found.has_signed is (need is not Need.AGREEMENT)


@pytest.mark.clause("STF-02", "STF-06")
@pytest.mark.parametrize(
    ("first", "last", "ok"),
    [(-10, -1, False), (-10, 0, True), (0, 0, True), (0, 10, True), (1, 10, False), (0, None, True), (1, None, False)],
)
@pytest.mark.parametrize("need", Need)
def test_a_paper_is_good_from_its_first_day_to_its_last(need: Need, first: int, last: int | None, ok: bool) -> None:
    assert standing(with_papers(need, paper(first, last, need)), A_SCHOOL_DAY).ok is ok


def test_what_has_run_out_and_what_has_not_begun_is_said_with_its_day() -> None:
    over = standing(with_papers(Need.DEGREE, paper(-9, -2, Need.DEGREE)), A_SCHOOL_DAY).missing[0]
    coming = standing(with_papers(Need.DEGREE, paper(-9, -2, Need.DEGREE), paper(3, 9, Need.DEGREE)), A_SCHOOL_DAY)

    assert over.ran_out_on == in_days(-2)
    assert over.says == "学历到 2026 年 10 月 13 日为止，已经过期。"
    assert coming.missing[0].begins_on == in_days(3)
    assert coming.missing[0].says == "学历从 2026 年 10 月 18 日起才有效。"


@pytest.mark.parametrize(
    ("papers", "left"),
    [
        ([], None),
        ([(-9, None)], None),
        ([(-9, 61)], None),
        ([(-9, 60)], 60),
        ([(-9, 0)], 0),
        ([(-9, -3)], -3),
        ([(-9, 20), (21, 400)], None),
        ([(-9, 20), (15, None)], None),
        ([(-9, 20), (21, 50)], 50),
        ([(-9, 20), (22, 400)], 20),
        ([(-9, 20), (22, None)], 20),
        ([(-9, 400), (-5, 20)], None),
        ([(-400, -300), (-9, 20)], 20),
        ([(5, 20)], None),
    ],
)
def test_what_runs_out_within_sixty_days_with_nothing_to_take_over(
    papers: list[tuple[int, int | None]], left: int | None
) -> None:
    found = endings([paper(*one) for one in papers], A_SCHOOL_DAY, [Need.CERTIFICATE])

    assert [one.days_left for one in found] == ([] if left is None else [left])
    assert all(one.is_over is (left < 0) for one in found if left is not None)


def test_a_paper_good_to_the_end_of_the_calendar_never_runs_out() -> None:
    for_good = Paper(uuid4(), Need.CERTIFICATE, LONG_AGO, date.max)

    assert endings([for_good, paper(30, None)], A_SCHOOL_DAY, [Need.CERTIFICATE]) == ()


@pytest.mark.parametrize(
    ("posts", "needs"),
    [
        ([Post.COUNSELLOR], list(Need)),
        ([Post.DIRECTOR], [Need.AGREEMENT]),
        ([Post.DIRECTOR, Post.COUNSELLOR], list(Need)),
        ([Post.KEEPER], [Need.AGREEMENT]),
        ([Post.SUPERVISOR], [Need.AGREEMENT]),
        ([Post.CLASS_TEACHER, Post.PRINCIPAL, Post.TECHNICIAN], []),
    ],
)
def test_what_a_post_has_to_show(posts: list[Post], needs: list[Need]) -> None:
    assert list(needs_of(posts)) == needs
