"""The list, the page of a case, and what a locked vault leaves of it."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.models import SealedDocument
from xinqiao.practice.cases.models import Case, Kind, Record
from xinqiao.register.credentials.models import ConfidentialityAgreement

from .builders import CONTENT, MUCH_LATER, file, filed, open_case, ready, start

STRANGERS = ("lu", "xu", "bai", "qin", "ma", "he")


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(MUCH_LATER):
        yield


def get(cast: Cast, name: str, address: str, *, locked: bool = False) -> str:
    answer = browser_of(cast, name, locked=locked).get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return str(answer.content.decode())


def wrote(cast: Cast, case: Case, **changed: object) -> Record:
    """A session on record, with these words."""
    return file(cast, start(cast, case), **changed)


def page_of(case: Case) -> str:
    return reverse("cases:case", args=[case.pk])


def test_the_list_shows_my_cases_what_is_late_first(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    on_time, late, other = (
        open_case(cast, client="ayi"),
        open_case(cast, client="lin"),
        open_case(cast, "lu", "batel"),
    )
    start(cast, late)

    shown = get(cast, "shen", reverse("cases:list"))

    assert "2 个，1 个有迟了的记录。" in shown
    assert shown.index("林晚舟") < shown.index("阿依古丽·买买提")
    assert "迟了，" in shown
    assert on_time.number in shown
    assert other.number not in shown
    assert "巴特尔" not in shown


def test_the_list_goes_by_stage_and_shows_what_is_closed_apart(cast: Cast) -> None:
    ready(cast)
    open_case(cast, client="ayi")
    filed(cast, open_case(cast), Kind.INTAKE)
    filed(cast, open_case(cast, client="batel"), Kind.CLOSING)

    assert "林晚舟" in get(cast, "shen", reverse("cases:list") + "?stage=plan")
    assert "阿依古丽" not in get(cast, "shen", reverse("cases:list") + "?stage=plan")
    closed = get(cast, "shen", reverse("cases:list") + "?stage=closed")
    assert "巴特尔" in closed
    assert "林晚舟" not in closed
    assert "林晚舟" in get(cast, "shen", reverse("cases:list") + "?stage=nonsense&page=99")


def test_a_case_is_open_to_its_counsellor_with_an_open_vault(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    filed(cast, case, Kind.INTAKE)
    original = wrote(cast, case, family="父母在谈分开。")
    filed(cast, case, Kind.ADDITION, adds_to=original.pk)
    wrote(cast, case, effect=4)
    start(cast, case, Kind.PLAN)

    shown = get(cast, "shen", page_of(case))

    assert "林晚舟" in shown
    assert "说这两周睡得好一些了。" in shown
    assert "签封，核对无误" in shown
    assert "上文 8 分应为 7 分。" in shown
    assert "父母在谈分开。" in shown
    assert "每晚写三行。" in shown
    assert 'aria-current="step"' in shown
    assert "来访者每次见面时打分" in shown
    assert "写咨询方案" in shown
    assert shown.count('<li class="is-done">') == 2


def test_a_locked_vault_leaves_what_is_there_and_nothing_that_was_said(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    filed(cast, case)

    shown = get(cast, "shen", page_of(case), locked=True)

    assert "林晚舟" in shown
    assert "保险柜锁着：有 1 份记录在里面" in shown
    assert "说这两周" not in shown
    assert "每晚写三行" not in shown
    assert Entry.objects.filter(kind="cases.case_read", subject=case.pk).exists()


def test_a_record_that_was_exchanged_is_named_and_shows_nothing(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    whole, broken = wrote(cast, case, said="这一份是好的。"), wrote(cast, case, said="这一份被换过。")
    SealedDocument.objects.filter(row=broken.pk).update(sealed=SealedDocument.objects.get(row=whole.pk).sealed)

    shown = get(cast, "shen", page_of(case))

    assert "这一份不是当初签名的样子" in shown
    assert "这一份是好的。" in shown
    assert "这一份被换过" not in shown


@pytest.mark.clause("CNF-01")
@pytest.mark.parametrize("name", STRANGERS)
def test_nobody_else_opens_it_by_a_guessed_address(cast: Cast, name: str) -> None:
    ready(cast, "shen", "lu")
    case = open_case(cast)
    record = filed(cast, case)
    browser = browser_of(cast, name)

    for address in (
        page_of(case),
        reverse("cases:reads", args=[case.pk]),
        reverse("cases:record", args=[record.pk]),
        reverse("cases:open") + f"?previous={case.pk}",
    ):
        answer = browser.get(address)
        assert answer.status_code in {403, 404}
        body = answer.content.decode()
        assert "林晚舟" not in body
        assert case.number not in body
    found = browser.post(reverse("cases:search"), {"q": "睡得好"}).content.decode()
    assert CONTENT[Kind.SESSION]["said"] not in found
    assert "林晚舟" not in found


def test_a_client_who_comes_again_gets_a_new_case_linked_to_the_old(cast: Cast) -> None:
    ready(cast)
    old = open_case(cast)
    filed(cast, old, Kind.CLOSING)
    assert f"{reverse('cases:open')}?previous={old.pk}" in get(cast, "shen", page_of(old))

    new = open_case(cast, previous=old.pk)

    assert f"后来的个案 {new.number}" in get(cast, "shen", page_of(old))
    assert f"之前的个案 {old.number}" in get(cast, "shen", page_of(new))


def test_an_agreement_that_lapsed_closes_the_papers_and_says_what_to_do(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    filed(cast, case)
    ConfidentialityAgreement.objects.update(until=MUCH_LATER.date().replace(day=16))

    shown = get(cast, "shen", page_of(case))

    assert "保密协议没有生效" in shown
    assert "说这两周" not in shown


def test_a_record_that_a_lapsed_agreement_keeps_shut_says_so_and_leads_to_where_it_is_mended(cast: Cast) -> None:
    ready(cast)
    record = filed(cast, open_case(cast))
    ConfidentialityAgreement.objects.update(until=MUCH_LATER.date().replace(day=16))

    answer = browser_of(cast, "shen").get(reverse("cases:record", args=[record.pk]))
    shown = answer.content.decode()

    assert answer.status_code == 409
    assert "已经过期" in shown
    assert f'href="{reverse("credentials:list")}"' in shown
    assert "可能有人刚刚先做了同一件事" not in shown


def test_a_paper_that_may_not_be_begun_yet_says_why(cast: Cast) -> None:
    """Only the button is sent: there is no field in which the sentence could stand."""
    ready(cast)
    case = open_case(cast)
    token = "6a2b6a52-5e9b-4f6e-9b0f-3d9f1c1b7d10"

    answer = browser_of(cast, "shen").post(reverse("cases:start", args=[case.pk]), {"kind": "plan", "token": token})

    assert answer.status_code in {409, 422}
    assert "请先写好初步评估，再写方案" in answer.content.decode()


def test_the_page_of_consent_leads_back_to_the_case_of_whoever_has_one(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    case = open_case(cast)
    consent = reverse("consents:of", args=[case.client_id])

    assert page_of(case) in get(cast, "shen", consent)
    answer = browser_of(cast, "lu").get(consent)
    assert page_of(case) not in answer.content.decode()
