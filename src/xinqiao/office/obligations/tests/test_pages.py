"""The pages of promises: names for whom they are, sentences for those who come too late, few statements."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.office.obligations import selectors
from xinqiao.office.obligations.models import Obligation
from xinqiao.office.obligations.services import sweep
from xinqiao.office.obligations.states import State
from xinqiao.office.obligations.tests.promises import promised

LIST = reverse("obligations:list")
BUDGET = 12


@pytest.fixture
def owed(cast: Cast) -> Obligation:
    return promised(at=NOW, owner=cast.staff["shen"].pk, about=cast.number("lin"))


def page(browser: Browser, address: str) -> str:
    with freeze(NOW):
        return browser.get(address).content.decode()


def show(owed: Obligation, act: str = "show") -> str:
    return reverse(f"obligations:{act}", args=[owed.pk])


def test_the_counsellor_sees_whom_it_is_about(cast: Cast, owed: Obligation) -> None:
    with freeze(NOW):
        browser = browser_of(cast, "shen")

        assert "林晚舟" in page(browser, LIST)
        assert "林晚舟" in page(browser, show(owed))


def test_the_director_sees_that_it_is_owed_and_no_name(cast: Cast, owed: Obligation) -> None:
    with freeze(NOW):
        browser = browser_of(cast, "xu")

        for address in (f"{LIST}?whose=all", show(owed)):
            words = page(browser, address)
            assert "回电话" in words
            assert "一位来访者" in words
            assert "林晚舟" not in words
            assert str(cast.number("lin")) not in words


def test_a_colleague_is_told_what_a_missing_page_tells(cast: Cast, owed: Obligation) -> None:
    with freeze(NOW):
        browser = browser_of(cast, "lu")
        refused, missing = browser.get(show(owed)), browser.get(reverse("obligations:show", args=[uuid4()]))

    assert (refused.status_code, missing.status_code) == (404, 404)
    assert len(refused.content) == len(missing.content)


def test_titles_and_addresses_name_nobody(cast: Cast, owed: Obligation) -> None:
    with freeze(NOW):
        words = page(browser_of(cast, "shen"), show(owed))

    title = words[words.index("<title>") : words.index("</title>")]
    assert "林" not in title
    assert str(cast.number("lin")) not in words


def test_it_is_done_by_one_press(cast: Cast, owed: Obligation) -> None:
    with freeze(NOW):
        answer = browser_of(cast, "shen").post(show(owed, "keep"))

    owed.refresh_from_db()
    assert answer.status_code == 302
    assert owed.state == State.KEPT


def test_a_second_press_gets_a_sentence(cast: Cast, owed: Obligation) -> None:
    with freeze(NOW):
        browser = browser_of(cast, "shen")
        browser.post(show(owed, "keep"))
        answer = browser.post(show(owed, "keep"))

    assert answer.status_code == 409
    assert "已经有人办结" in answer.content.decode()


def test_waiving_asks_for_a_reason_and_keeps_what_was_typed(cast: Cast, owed: Obligation) -> None:
    with freeze(NOW):
        browser = browser_of(cast, "xu")
        wrong = browser.post(show(owed, "waive"), {"reason": "病"})
        right = browser.post(show(owed, "waive"), {"reason": "这位同学已经转学"})
        after = browser.get(show(owed)).content.decode()

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert ">\n病</textarea>" in wrong.content.decode()
    assert "这位同学已经转学" in after


def test_the_owner_finds_no_way_to_waive(cast: Cast, owed: Obligation) -> None:
    with freeze(NOW):
        browser = browser_of(cast, "shen")

        assert show(owed, "waive") not in page(browser, show(owed))
        assert browser.get(show(owed, "waive")).status_code == 403


def test_handing_over_offers_counsellors_only(cast: Cast, owed: Obligation) -> None:
    with freeze(NOW):
        browser = browser_of(cast, "shen")
        words = page(browser, show(owed, "hand-over"))
        wrong = browser.post(show(owed, "hand-over"), {"to_staff": str(cast.staff["qin"].pk)})
        right = browser.post(show(owed, "hand-over"), {"to_staff": str(cast.staff["lu"].pk)})

    assert "陆听雨" in words
    assert "秦老师" not in words
    assert (wrong.status_code, right.status_code) == (422, 302)
    owed.refresh_from_db()
    assert owed.owner_id == cast.staff["lu"].pk


def test_what_is_late_says_how_late_and_who_knows(cast: Cast, owed: Obligation) -> None:
    late = NOW + timedelta(days=5)
    for day in range(5):
        sweep(at=NOW + timedelta(days=day))

    shen = cast.actor("shen")
    found = selectors.owed_by(shen, late, rows=selectors.owed_rows(shen, late))

    (row,) = found.groups[0].rows
    assert (found.groups[0].key, row.due_words) == ("late", "迟 2 天")
    assert row.told == "昨天已告知心理咨询中心主任"


@pytest.mark.parametrize(
    ("days", "group", "words"),
    [(0.2, "today", "18:57 前"), (-0.05, "late", "12:57 已过"), (1, "week", "周五"), (8, "later", "10 月 23 日")],
)
def test_rows_stand_by_date(cast: Cast, days: float, group: str, words: str) -> None:
    promised(at=NOW - timedelta(days=1), owner=cast.staff["shen"].pk, due_at=NOW + timedelta(days=days))

    shen = cast.actor("shen")
    found = selectors.owed_by(shen, NOW, rows=selectors.owed_rows(shen, NOW))

    assert [(one.key, one.rows[0].due_words) for one in found.groups] == [(group, words)]
    assert found.total == found.count(group) == 1


def test_it_reads_in_english(cast: Cast, owed: Obligation) -> None:
    with freeze(NOW):
        browser = browser_of(cast, "xu")
        browser.cookies["xq-language"] = "en"

        assert "a client" in page(browser, f"{LIST}?whose=all")


@pytest.mark.parametrize("name", ["shen", "xu"])
def test_a_long_list_takes_as_few_statements_as_a_short_one(cast: Cast, name: str) -> None:
    for student in ("lin", "batel", "ayi", "guli", "ouyang", "rare", "mother"):
        for _ in range(4):
            promised(at=NOW, owner=cast.staff["shen"].pk, about=cast.number(student))
    sweep(at=NOW + timedelta(days=1))
    owed = Obligation.objects.first()
    assert owed is not None

    for address in (f"{LIST}?whose=all", show(owed)):
        with freeze(NOW):
            browser = browser_of(cast, name)
            browser.get(address)
            with CaptureQueriesContext(
                connection,
            ) as statements:
                assert browser.get(address).status_code == 200
        asked = [one["sql"] for one in statements if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(asked) <= BUDGET, "\n".join(asked)
