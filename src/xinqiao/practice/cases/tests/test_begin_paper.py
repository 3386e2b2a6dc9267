"""The page on which a paper is begun asks what its kind needs, and is not offered where nothing may be begun."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.practice.cases.models import Case, Kind

from .builders import CONTENT, MUCH_LATER, filed, open_case, ready


@pytest.fixture
def case(cast: Cast) -> Iterator[Case]:
    """Shen's case with Lin."""
    with freeze(MUCH_LATER):
        ready(cast)
        yield open_case(cast)


def start_page(cast: Cast, case: Case, kind: Kind) -> tuple[int, str]:
    """What Shen is shown who wants to begin a paper of this kind."""
    answer = browser_of(cast, "shen").get(reverse("cases:start", args=[case.pk]) + f"?kind={kind}")
    return answer.status_code, answer.content.decode()


def test_a_letter_is_asked_when_it_came_and_not_when_it_began(cast: Cast, case: Case) -> None:
    _status, page = start_page(cast, case, Kind.LETTER)

    assert "几点收到" in page
    assert "几点开始" not in page
    assert 'name="ends"' not in page


def test_a_letter_is_begun_at_the_hour_it_came(cast: Cast, case: Case) -> None:
    fields = {"kind": "letter", "day": "2026-10-16", "begins": "16:00", "token": "0e0e7f5e-6a0b-4b8a-9f4f-0b1f6f1b7c12"}

    answer = browser_of(cast, "shen").post(reverse("cases:start", args=[case.pk]), fields)

    assert "/write/" in answer.headers["Location"]


def test_a_closed_case_offers_no_form_that_it_would_refuse(cast: Cast, case: Case) -> None:
    filed(cast, case, Kind.CLOSING)

    status, page = start_page(cast, case, Kind.SESSION)

    assert status == 409
    assert "这个个案已经结案" in page
    assert 'name="begins"' not in page


def test_signing_twice_says_that_it_is_signed(cast: Cast, case: Case) -> None:
    done = filed(cast, case)

    answer = browser_of(cast, "shen").post(
        reverse("cases:sign", args=[done.pk]), {**CONTENT[Kind.SESSION], "act": "file", "seen": "0"}
    )

    assert answer.status_code == 409
    assert "已经签名归入，不用再签一次" in answer.content.decode()
