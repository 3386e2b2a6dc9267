"""The day and the week at the desk."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import A_SCHOOL_DAY, NOW
from tests.doors import browser_of
from xinqiao.core.clock import freeze

from .builders import FRIDAY, book, hour, open_room, walk_in


@pytest.fixture(autouse=True)
def _on_a_school_day():
    with freeze(NOW):
        yield


def test_the_day_shows_who_comes_who_came_and_what_is_free(cast):
    open_room(cast)
    book(cast, "lin", hour(A_SCHOOL_DAY, 15))
    walk_in(cast, "batel")

    page = browser_of(cast, "shen").get(reverse("scheduling:day")).content.decode()

    assert "林晚舟" in page
    assert "巴特尔" in page
    assert "空着" in page


def test_the_day_as_a_calendar_has_a_column_for_each_counsellor(cast):
    open_room(cast)
    book(cast, "lin", hour(A_SCHOOL_DAY, 15))

    page = browser_of(cast, "shen").get(reverse("scheduling:day") + "?as=grid").content.decode()

    assert 'scope="col">沈知微' in page
    assert 'scope="col">陆听雨' in page
    assert "林晚舟" in page


def test_a_day_without_anything_says_so(cast):
    page = browser_of(cast, "shen").get(reverse("scheduling:day-of", args=["2026-10-17"])).content.decode()

    assert "这一天没有安排" in page
    assert "这一天不开放" in page


def test_the_week_shows_every_school_day_and_its_free_times(cast):
    open_room(cast)
    book(cast, "lin", hour(FRIDAY, 15))

    page = browser_of(cast, "shen").get(reverse("scheduling:week")).content.decode()

    assert "林晚舟" in page
    assert "个空" in page


@pytest.mark.parametrize("day", ["2026-13-45", "yesterday", "2026-10-15x"])
@pytest.mark.parametrize("name", ["day-of", "week-of", "register-of"])
def test_a_day_that_is_no_day_is_not_there(cast, name, day):
    assert browser_of(cast, "shen").get(reverse(f"scheduling:{name}", args=[day])).status_code == 404


@pytest.mark.clause("APT-05")
@pytest.mark.parametrize("stranger", ["xu", "he", "bai", "ma", "qin", "tang"])
@pytest.mark.parametrize("name", ["day", "week", "register", "waiting", "walk-in", "book"])
def test_a_stranger_is_shown_nothing_of_the_book(cast, name, stranger):
    open_room(cast)
    book(cast, "lin", hour(A_SCHOOL_DAY, 15))

    answer = browser_of(cast, stranger).get(reverse(f"scheduling:{name}"))

    assert answer.status_code == 403
    assert "林晚舟" not in answer.content.decode()


@pytest.mark.clause("APT-05")
@pytest.mark.parametrize("name", ["day", "week", "register"])
def test_the_title_and_the_address_name_nobody(cast, name):
    open_room(cast)
    book(cast, "lin", hour(A_SCHOOL_DAY, 15))
    walk_in(cast, "batel")

    page = browser_of(cast, "shen").get(reverse(f"scheduling:{name}")).content.decode()

    title = page.split("<title>")[1].split("</title>")[0]
    assert "林" not in title
    assert "巴特尔" not in title


@pytest.mark.parametrize("name", ["day", "week", "register"])
def test_a_page_asks_as_little_however_many_there_are(cast, name, django_assert_max_num_queries):
    open_room(cast)
    for place, who in enumerate(["lin", "batel", "ayi", "ouyang"]):
        book(cast, who, hour(A_SCHOOL_DAY, 14 + place, 10, length=30))
    book(cast, "mother", hour(FRIDAY, 8))
    walk_in(cast, "guli", by="lu")
    walk_in(cast, "qin", by="lu", at=NOW + timedelta(minutes=1))
    browser = browser_of(cast, "shen")
    browser.get(reverse(f"scheduling:{name}"))

    with django_assert_max_num_queries(40) as asked:
        browser.get(reverse(f"scheduling:{name}"))

    told = [
        one["sql"] for one in asked.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))
    ]
    assert len(told) <= 12, "\n".join(one[:150] for one in told)
