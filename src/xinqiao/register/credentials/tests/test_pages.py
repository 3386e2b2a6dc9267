"""The list, the own page, and the forms."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.doors import browser_of
from xinqiao.core.access import Post
from xinqiao.core.clock import freeze
from xinqiao.register.credentials.models import ConfidentialityAgreement, Qualification
from xinqiao.register.people.services import add_staff, give_post

from .builders import complete, in_days, qualify, sign


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(NOW):
        yield


def page(cast: Cast, name: str, address: str) -> str:
    answer = browser_of(cast, name).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.clause("STF-02", "STF-06")
def test_the_director_sees_who_is_complete_what_runs_out_and_what_to_do(cast: Cast) -> None:
    complete(cast, "shen", but=("certificate",))
    qualify(cast, "shen", valid_to=in_days(40))

    shown = page(cast, "xu", reverse("credentials:list"))

    assert "4 人里 1 人齐全，1 人在 60 天内有到期的。" in shown
    assert "2026 年 11 月 24 日" in shown
    assert "还有 40 天" in shown
    assert "保密协议还没有登记。" in shown
    assert "把毕业证书原件带给主任看过" in shown
    assert "马德明" not in shown


def test_everybody_else_sees_the_own_page_only(cast: Cast) -> None:
    qualify(cast, "shen", number="ZS-OWN")
    qualify(cast, "lu", number="ZS-OTHER")

    shown = page(cast, "shen", reverse("credentials:list"))

    assert "ZS-OWN" in shown
    assert "ZS-OTHER" not in shown
    assert "陆听雨" not in shown
    answer = browser_of(cast, "shen").get(reverse("credentials:person", args=[cast.staff["lu"].pk]))
    assert answer.status_code == 404


def test_the_director_enters_a_certificate_and_a_promise(cast: Cast) -> None:
    shen, browser = cast.staff["shen"].pk, browser_of(cast, "xu")
    typed = {"kind": "certificate", "name": "心理咨询师", "issuer": "省厅", "number": "A-1", "valid_from": "2024-01-01"}
    seen = {"seen_by": str(cast.staff["xu"].pk)}

    first = browser.post(reverse("credentials:add", args=[shen]), typed | seen, follow=True).content.decode()
    second = browser.post(
        reverse("credentials:sign", args=[shen]),
        {"text": "own", "signed_on": "2026-09-01", "until": "2027-08-31"} | seen,
        follow=True,
    ).content.decode()

    assert "心理咨询师" in first
    assert "A-1" in first
    assert "学校自己的保密协议" in second
    assert (Qualification.objects.count(), ConfidentialityAgreement.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("add", {"kind": "certificate", "name": "", "issuer": "省厅", "valid_from": "2024-01-01"}),
        (
            "add",
            {"kind": "degree", "name": "学士", "issuer": "大学", "valid_from": "2024-01-02", "valid_to": "2024-01-01"},
        ),
        ("add", {"kind": "phd", "name": "学士", "issuer": "大学", "valid_from": "2024-01-02"}),
        ("sign", {"text": "own", "signed_on": "2026-10-16"}),
        ("sign", {"text": "own", "signed_on": "2026-10-02", "until": "2026-10-01"}),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(cast: Cast, name: str, typed: dict[str, str]) -> None:
    address = reverse(f"credentials:{name}", args=[cast.staff["shen"].pk])

    answer = browser_of(cast, "xu").post(address, typed | {"seen_by": str(cast.staff["he"].pk)})

    assert answer.status_code == 422
    assert "要再看一下" in answer.content.decode()
    assert not Qualification.objects.exists()
    assert not ConfidentialityAgreement.objects.exists()


def test_what_counts_no_more_is_kept_and_says_why(cast: Cast) -> None:
    shown, signed, browser = qualify(cast, "shen"), sign(cast, "shen"), browser_of(cast, "xu")

    browser.post(reverse("credentials:withdraw", args=[shown.pk]), {"because": "revoked"})
    last = browser.post(reverse("credentials:end", args=[signed.pk]), {"because": "left"}, follow=True)

    said = last.content.decode()
    assert "发证的机构撤销了" in said
    assert "不再做这里的工作" in said
    again = browser.post(reverse("credentials:end", args=[signed.pk]), {"because": "left"})
    assert again.status_code == 409


def test_the_list_asks_no_more_of_the_database_for_a_larger_team(
    cast: Cast, django_assert_max_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    for place in range(12):
        person = add_staff(actor=cast.actor("xu"), name=f"新同事{place}", at=NOW)
        give_post(actor=cast.actor("xu"), staff=person.pk, post=Post.COUNSELLOR, starts_on=in_days(-1), at=NOW)
        cast.staff[f"new{place}"] = person
        complete(cast, f"new{place}")
    browser = browser_of(cast, "xu")

    with django_assert_max_num_queries(12):
        answer = browser.get(reverse("credentials:list"))

    assert "16 人里 12 人齐全" in answer.content.decode()
