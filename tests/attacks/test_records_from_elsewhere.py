"""Another site, a browser that fetches ahead, cookies put together from two people: no record opens, nothing is on record."""

import pytest

from tests.cast import NOW, Cast
from tests.doors import browser_of, cookies_of
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.practice.cases.models import Record
from xinqiao.practice.cases.tests.builders import CONTENT, MUCH_LATER, filed, open_case, ready, save, start
from xinqiao.register.accounts.vault_cookie import VAULT_COOKIE

READINGS = ("cases.record_read", "cases.case_read", "cases.draft_read", "cases.searched")
HALF = "写到一半的话"
ELSEWHERE = [
    {"HTTP_SEC_FETCH_SITE": "cross-site"},
    {"HTTP_SEC_FETCH_SITE": "same-site"},
    {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
    {"HTTP_PURPOSE": "prefetch"},
    {"HTTP_X_MOZ": "prefetch"},
]


@pytest.fixture
def record(cast: Cast) -> Record:
    """A filed record of Shen's; another is half written."""
    with freeze(NOW):
        ready(cast, "shen", "lu")
        case = open_case(cast)
        save(cast, start(cast, case), {"said": HALF})
        return filed(cast, case)


@pytest.mark.parametrize("headers", ELSEWHERE, ids=lambda headers: next(iter(headers.values())))
def test_what_a_page_of_ours_did_not_ask_for_stays_shut_and_unread(
    cast: Cast, record: Record, headers: dict[str, str]
) -> None:
    half = Record.objects.exclude(pk=record.pk).get()
    papers = "/desk/cases/record"
    pages = [f"{papers}/{record.pk}/", f"/desk/cases/{record.case_id}/", f"{papers}/{half.pk}/write/"]
    before = Entry.objects.filter(kind__in=READINGS).count()
    with freeze(MUCH_LATER):
        browser = browser_of(cast, "shen")
        answers = [browser.get(page, **headers) for page in [*pages, f"{papers}/{half.pk}/last/"]]
        answers.append(browser.post("/desk/cases/search/", {"q": "睡"}, **headers))

    shown = "".join(answer.content.decode() for answer in answers)
    assert {answer.status_code for answer in answers} == {403}
    assert HALF not in shown
    assert CONTENT["session"]["said"] not in shown
    assert Entry.objects.filter(kind__in=READINGS).count() == before


@pytest.mark.parametrize(("signed_in", "keys_of", "status"), [("lu", "shen", 404), ("shen", "lu", 302)])
def test_one_persons_session_with_anothers_keys_opens_nothing(
    cast: Cast, record: Record, signed_in: str, keys_of: str, status: int
) -> None:
    with freeze(MUCH_LATER):
        browser, theirs = browser_of(cast, None), cookies_of(cast, keys_of)
        for name, value in {**cookies_of(cast, signed_in), VAULT_COOKIE: theirs[VAULT_COOKIE]}.items():
            browser.cookies[name] = value

        answer = browser.get(f"/desk/cases/record/{record.pk}/")

    assert answer.status_code == status
    assert CONTENT["session"]["said"] not in answer.content.decode()
