"""What is entered names the form as it is printed: every one is there, in this version."""

import tomllib
from pathlib import Path

import pytest

from xinqiao.register.consents.models import FORM_VERSION, PRINTED
from xinqiao.register.consents.rules import Giver, Purpose, form_for, papers_for
from xinqiao.register.people.models import ClientKind

BLANKS = Path(__file__).resolve().parents[3] / "office" / "papers" / "blanks"


@pytest.mark.parametrize("form", PRINTED)
def test_a_form_that_can_be_entered_can_be_printed_in_that_version(form: str) -> None:
    printed = tomllib.loads((BLANKS / f"{form}.toml").read_text(encoding="utf-8"))

    assert (printed["id"], printed["version"]) == (form, FORM_VERSION)


@pytest.mark.clause("CNS-01")
@pytest.mark.parametrize("kind", ClientKind)
@pytest.mark.parametrize("grade", [None, 1, 6, 7, 12])
def test_whatever_has_to_be_signed_is_there_to_print_with_a_notice_fit_for_the_age(
    kind: ClientKind, grade: int | None
) -> None:
    papers = papers_for(kind, grade if kind is ClientKind.STUDENT else None)

    assert all((BLANKS / f"{paper}.toml").exists() for paper in papers)
    assert form_for(kind, None, Purpose.RECORDING, Giver.CLIENT) in papers
    assert papers[0].startswith("client-notice")
    is_small = kind is ClientKind.STUDENT and grade in (1, 6)
    assert ("client-notice-primary" in papers) is is_small
    assert ("consent-counselling-primary" in papers) is is_small


@pytest.mark.clause("CNS-01", "CNS-04")
@pytest.mark.parametrize(
    "form", ["consent-counselling", "consent-counselling-primary", "consent-counselling-adult", "consent-guardian"]
)
def test_every_form_says_that_it_is_voluntary_and_where_secrecy_ends(form: str) -> None:
    text = (BLANKS / f"{form}.toml").read_text(encoding="utf-8")

    assert "随时可以停" in text or "想停就停" in text
    assert "危险" in text
    assert "不用说理由" in text or "不用说为什么" in text
    assert [word for word in ("责任自负", "概不负责", "必须信任", "不得隐瞒", "视为同意") if word in text] == []
