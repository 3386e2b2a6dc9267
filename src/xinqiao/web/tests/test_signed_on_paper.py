"""A consent given on the screen, as it comes out of the printer."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.cast import NOW, Cast
from tests.doors import browser_of
from tests.own_door import own_actor
from xinqiao.core.clock import freeze, today
from xinqiao.register.consents import services
from xinqiao.register.consents.rules import Purpose, Signature
from xinqiao.register.consents.selectors import own_request
from xinqiao.register.consents.tests.builders import asked, signed


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(NOW):
        yield


def printed(cast: Cast, signature: Signature, after: str = "") -> str:
    lin, request = own_actor(cast, "lin"), asked(cast, cast.number("lin"), Purpose.RECORDING)
    digest = own_request(lin, request.pk, today()).question.digest
    made = services.agree(actor=lin, request=request.pk, signature=signature, digest=digest, at=NOW)
    if after == "reworded":
        made.detail = {**made.detail, "digest": "0" * 64}
        made.save(update_fields=["detail"])
    if after == "taken back":
        services.withdraw_own(actor=lin, consent=made.pk, at=NOW)
    answer = browser_of(cast, "shen").post(reverse("pages:print-signed", args=[made.pk]))
    assert answer.headers["Content-Type"] == "application/pdf", answer.status_code
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


@pytest.mark.clause("CNS-01")
def test_it_says_word_for_word_what_was_read_and_bears_the_name(cast: Cast) -> None:
    text = printed(cast, Signature(name="林晚舟"))

    for wanted in (
        "是否同意录音录像",
        "录下来给督导老师听，听完就销毁。",
        "只有上面写明的人能听能看；加密存放，不复制，不带出去。",
        "不同意也可以，不用说理由",
        "林晚舟",
        "高二（3）班",
        "撤回为止",
    ):
        assert wanted in text.replace("\n", "")


def test_a_name_that_was_drawn_is_drawn(cast: Cast) -> None:
    assert "签名" in printed(cast, Signature(lines=(((10, 20), (300, 100), (590, 20)), ((5, 5),))))


def test_what_was_taken_back_says_so(cast: Cast) -> None:
    assert "已在 2026 年 10 月 15 日撤回" in printed(cast, Signature(name="林晚舟"), "taken back").replace("\n", "")


def test_words_that_are_no_longer_there_are_not_made_up(cast: Cast) -> None:
    text = printed(cast, Signature(name="林晚舟"), "reworded")

    assert "当时读的文字已经改过" in text.replace("\n", "")
    assert "加密存放" not in text


def test_a_form_on_paper_is_not_printed_from_here(cast: Cast) -> None:
    paper = signed(cast, "lin")

    assert browser_of(cast, "shen").post(reverse("pages:print-signed", args=[paper.pk])).status_code == 404
    assert browser_of(cast, "xu").post(reverse("pages:print-signed", args=[paper.pk])).status_code == 403
