"""A form edited by hand: what no page of ours would send gets a sentence, and never an error of ours."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.cast import NOW, Cast
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.practice.cases.models import Kind, Record
from xinqiao.practice.cases.tests.builders import file, open_case, ready, start


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(NOW):
        yield


@pytest.mark.parametrize(
    ("fields", "status"),
    [("[" * 100_000, 400), ("[1, 2]", 400), ('[["a", "b", "c"]]', 400), ('[["a", "\\ud800"]]', 204), ("null", 204)],
    ids=["nested", "numbers", "three", "half a letter", "nothing"],
)
def test_what_is_sent_to_be_kept(cast: Cast, fields: str, status: int) -> None:
    sent = {"path": "/desk/", "form": "f", "fields": fields}

    assert browser_of(cast, "shen").post("/keep/", sent).status_code == status


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_talk_at_the_end_of_time(cast: Cast, day: str) -> None:
    ready(cast)
    case = open_case(cast)
    sent = {"kind": "phone", "token": uuid4(), "day": day, "begins": "00:00"}

    assert browser_of(cast, "shen").post(f"/desk/cases/{case.pk}/start/", sent).status_code == 422
    assert not Record.objects.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_follow_up_at_the_end_of_time(cast: Cast, day: str) -> None:
    ready(cast)

    assert file(cast, start(cast, open_case(cast), Kind.CLOSING), follow_on=day).is_filed


@pytest.mark.parametrize("seen", ["9" * 4000, "-1", "x", "\x00"])
def test_a_revision_that_no_page_was_given(cast: Cast, seen: str) -> None:
    ready(cast)
    record = start(cast, open_case(cast))

    answer = browser_of(cast, "shen").post(f"/desk/cases/record/{record.pk}/draft/", {"said": "一句", "seen": seen})

    assert answer.status_code < 500


def test_more_than_a_page_can_hold(cast: Cast) -> None:
    ready(cast)
    record = start(cast, open_case(cast), Kind.REGISTRATION)
    browser, page = browser_of(cast, "shen"), f"/desk/cases/record/{record.pk}/draft/"

    assert browser.post(page, {"wants": "字" * 600_000, "seen": 0}).status_code == 422
    assert browser.post(page, {"wants": "字" * 800_000, "seen": 0}).status_code == 413
    assert browser.post(page, {f"family-{row}-name": "x" for row in range(2_001)}).status_code == 413
