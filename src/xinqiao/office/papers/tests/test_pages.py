"""The page of papers: empty forms to print, and the register of what was printed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.office.papers import rules
from xinqiao.office.papers.services import print_paper
from xinqiao.office.papers.tests.slips import SLIP

LIST = reverse("papers:list")
BUDGET = 12


def printed(cast: Cast) -> str:
    rows = {"rows": [{"name": "林晚舟"}]}
    return print_paper(actor=cast.actor("shen"), form=SLIP.id, data=rows, purpose="交主任核对", at=NOW).number


@pytest.mark.parametrize(("name", "sees"), [("shen", True), ("xu", True), ("bai", True), ("lu", False)])
def test_the_register_shows_numbers_and_nothing_else(cast: Cast, name: str, sees: bool) -> None:
    number = printed(cast)

    with freeze(NOW):
        words = browser_of(cast, name).get(LIST).content.decode()

    assert (number in words) is sees
    for secret in ("林晚舟", "交主任核对"):
        assert secret not in words


def test_every_empty_form_stands_there(cast: Cast) -> None:
    with freeze(NOW):
        words = browser_of(cast, "shen").get(LIST).content.decode()

    assert [form for form in rules.blanks() if reverse("papers:blank", args=[form]) not in words] == []


def test_an_empty_form_is_shown_and_never_cached(cast: Cast) -> None:
    with freeze(NOW):
        answer = browser_of(cast, "shen").get(reverse("papers:blank", args=["duty-roster"]))

    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="duty-roster.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_form_that_does_not_exist_is_not_there(cast: Cast) -> None:
    with freeze(NOW):
        assert browser_of(cast, "shen").get(reverse("papers:blank", args=["no-such-form"])).status_code == 404


@pytest.mark.parametrize("name", ["he", "ma", "qin"])
def test_others_do_not_come_in(cast: Cast, name: str) -> None:
    with freeze(NOW):
        assert browser_of(cast, name).get(LIST).status_code == 403


def test_it_reads_in_english(cast: Cast) -> None:
    with freeze(NOW):
        browser = browser_of(cast, "shen")
        browser.cookies["xq-language"] = "en"

        assert "Duty roster" in browser.get(LIST).content.decode()


def test_a_long_register_takes_as_few_statements_as_a_short_one(cast: Cast) -> None:
    for _ in range(45):
        printed(cast)

    with freeze(NOW):
        browser = browser_of(cast, "shen")
        browser.get(LIST)
        with CaptureQueriesContext(connection) as statements:
            words = browser.get(LIST).content.decode()

    asked = [one["sql"] for one in statements if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert "?page=2" in words
    assert len(asked) <= BUDGET, "\n".join(asked)
