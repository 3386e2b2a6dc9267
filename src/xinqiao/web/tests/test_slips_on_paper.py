"""The slips for the own door, as they come out of the printer."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.cast import NOW, Cast
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.office.papers.typesetting import CannotBeSet
from xinqiao.register.people.models import ClientKind
from xinqiao.register.personal import services
from xinqiao.web.pages import slips as pages

# What would tell what the door is for.
TELLING = ("心理", "咨询", "辅导", "心桥", "个案", "预约", "来访")


def printed(cast: Cast, name: str, who: str = "shen", *args: object, **data: str) -> str:
    with freeze(NOW):
        answer = browser_of(cast, who).post(reverse(name, args=args), data)
    assert answer.headers["Content-Type"] == "application/pdf", answer.status_code
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def test_the_paper_says_name_and_code_and_not_what_it_is_for(cast: Cast) -> None:
    text = printed(cast, "pages:print-slips", "shen", cast.classes[7, 12].pk, kind="student")

    for wanted in ("阿依古丽·买买提", "七年级（12）班", "20240303", "校园服务", "/me/", "10 月 29 日"):
        assert wanted in text
    # The head of every paper bears the school's own name.
    assert [word for word in TELLING if word in text.replace(cast.school.name, "")] == []


def test_a_guardians_paper_names_the_child_and_a_name_that_says_nothing(cast: Cast) -> None:
    text = printed(cast, "pages:print-slip", "xu", "guardian", cast.guardian.pk)

    assert "王女士" in text
    assert "林晚舟 的母亲" in text
    assert "20240301" not in text
    assert [word for word in TELLING if word in text.replace(cast.school.name, "")] == []


def test_a_paper_that_cannot_be_set_leaves_the_slips_that_are_out(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    lin = cast.students["lin"].pk
    slip = services.make_one_slip(actor=cast.actor("shen"), kind=ClientKind.STUDENT, person=lin, at=NOW).slips[0]

    def broken(**_: object) -> None:
        raise CannotBeSet

    monkeypatch.setattr(pages, "print_paper", broken)
    with freeze(NOW):
        browser_of(cast, "shen").post(reverse("pages:print-slips", args=[cast.classes[11, 3].pk]), {"kind": "student"})

    assert services.prove(sign_in=slip.sign_in, words=slip.code, address="", moment=NOW).by_slip
