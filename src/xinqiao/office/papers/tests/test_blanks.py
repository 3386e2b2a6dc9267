"""Empty forms: every table of fields prints, in the same version as the filled form."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.cast import Cast
from xinqiao.core.access import Missing
from xinqiao.office.papers import rules, selectors
from xinqiao.office.papers.rules import Blank, FormDeclaredTwice, register_form
from xinqiao.office.papers.tests.slips import SLIP, spec

NEVER_ON_A_FORM = ("身份证", "家庭住址", "收入", "离异", "单亲", "诊断", "患者", "病人", "问题学生", "异常")


def labels(blank: Blank) -> list[str]:
    return [field["label"] for section in blank.body["section"] for field in section["field"]]


@pytest.mark.parametrize("form", rules.blanks())
def test_an_empty_form_shows_every_field(cast: Cast, form: str) -> None:
    pages = PdfReader(BytesIO(selectors.blank_form(form))).pages

    words = "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")
    assert "心桥实验学校" in words
    assert rules.blank_of(form).title["zh"] in words
    assert [label for label in labels(rules.blank_of(form)) if label.replace(" ", "") not in words] == []


@pytest.mark.parametrize("form", rules.blanks())
def test_no_form_asks_what_a_school_need_not_know(form: str) -> None:
    body = str(rules.blank_of(form).body)

    assert [word for word in NEVER_ON_A_FORM if word in body] == []


@pytest.mark.parametrize("form", [form for form in rules.forms() if form in rules.blanks()])
def test_filled_and_empty_form_are_one_form(form: str) -> None:
    filled, empty = rules.form_of(form), rules.blank_of(form)

    assert (filled.version, str(filled.title), filled.classification) == (
        empty.version,
        empty.title["zh"],
        empty.classification,
    )


def test_an_unknown_empty_form_is_missing() -> None:
    with pytest.raises(Missing):
        selectors.blank_form("tests-unheard-of")


def test_a_form_is_declared_once() -> None:
    assert register_form(SLIP) is SLIP
    with pytest.raises(FormDeclaredTwice):
        register_form(spec(SLIP.id, version="4"))
