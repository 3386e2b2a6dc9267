"""What Typst makes of what people typed: text, nothing else; PDF/A; rare characters seen, never lost."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.cast import NOW
from xinqiao.office.papers import typesetting
from xinqiao.office.papers.glyphs import OPEN, SHUT, covered, shown
from xinqiao.office.papers.tests.slips import SLIP, spec
from xinqiao.office.papers.typesetting import CannotBeSet, TooLong, preview_pages, set_paper

MARKS = {
    "school": "心桥实验学校", "form": "tests-slip", "title": "名单", "version": "3", "confined": "", "number": "XQ-2026-000001",
    "by": "沈知微", "at": "2026 年 10 月 15 日 14:09", "why": "核对", "copies": 1, "head": "1-00000000",
}  # fmt: skip


def pdf_of(*names: str, **more: Any) -> PdfReader:
    rows = [{"name": name} | more for name in names]
    return PdfReader(BytesIO(set_paper(SLIP.template, marks=MARKS, data={"rows": rows}, at=NOW)))


def text(*names: str) -> str:
    return "\n".join(page.extract_text() for page in pdf_of(*names).pages)


def test_it_says_of_itself_that_it_is_pdf_a_3b() -> None:
    stream = pdf_of("林晚舟").trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]

    assert "<pdfaid:part>3</pdfaid:part>" in stream
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in stream


def test_every_font_is_inside() -> None:
    for page in pdf_of("林晚舟").pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            descendant = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile3", "/FontFile2"} & set(descendant)
            assert "Noto" in descendant["/FontName"]


@pytest.mark.parametrize(
    "name", ["欧阳思远", "阿依古丽·买买提", "古丽努尔·阿卜杜热依木", "㛃", "䶮", "𬬻", "François Nuñez"]
)
def test_a_name_can_be_searched_and_copied(name: str) -> None:
    assert name in text(name).replace("\n", "")


@pytest.mark.parametrize(
    ("name", "code"), [("𠮷野㛃", "U+20BB7"), ("𪚥", "U+2A6A5"), ("👍", "U+1F44D"), ("\ue000", "U+E000")]
)
def test_a_character_that_no_font_has_shows_its_code(name: str, code: str) -> None:
    assert code in text(name)


def test_the_code_of_a_character_is_marked_for_the_template() -> None:
    assert shown("𠮷野") == f"{OPEN}20BB7{SHUT}野"
    assert ord("𠮷") not in covered()


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200b", "\ufeff", "\x00", "\x07", "\U000e0100", "\ufe0f"])
def test_marks_that_nobody_sees_are_left_out(mark: str) -> None:
    assert shown(f"林{mark}晚舟") == "林晚舟"


HOSTILE = [
    '#read("/settings/__init__.py")',
    '#import "@preview/cetz:0.1.0": *',
    "*粗* _斜_ $x^2$ `code` = 标题",
    '"); #panic("x"); //',
    "<script>alert(1)</script>",
    '<img src="file:///etc/passwd">',
    "http://127.0.0.1:8000/",
    "\\u{41} \\ \\n",
    "{{ settings.SECRET_KEY }}{% include x %}",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_somebody_typed_stays_text(typed: str) -> None:
    words = text(typed).replace("\n", "").replace(" ", "")

    assert typed.replace(" ", "") in words


def test_there_are_no_links_scripts_or_attachments() -> None:
    made = set_paper(SLIP.template, marks=MARKS, data={"rows": [{"name": one} for one in HOSTILE]}, at=NOW)

    for word in (b"/URI", b"/JavaScript", b"/EmbeddedFile", b"/Launch"):
        assert word not in made


@pytest.mark.parametrize("where", ["/etc/passwd", "../../../../../../../../etc/passwd", "/../../README.md"])
def test_a_template_reads_nothing_outside_of_the_program(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "reads.typ"
    template.write_text(f'#read("{where}")', encoding="utf-8")
    monkeypatch.setattr(typesetting, "PACKAGE", tmp_path)

    with pytest.raises(CannotBeSet):
        set_paper(template, marks=MARKS, data={}, at=NOW)


def test_a_template_of_somewhere_else_is_not_registered(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="outside"):
        spec("tests-elsewhere", template=tmp_path / "x.typ")


def test_more_than_a_print_can_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "LONGEST_DATA", 1000)

    with pytest.raises(TooLong):
        text("长" * 1001)


def test_a_long_list_goes_on_with_its_head_on_the_next_page() -> None:
    pages = pdf_of(*["古丽努尔·阿卜杜热依木"] * 60).pages

    assert len(pages) >= 2
    for place, page in enumerate(pages, start=1):
        assert "姓名" in page.extract_text()
        assert f"第 {place} 页，共 {len(pages)} 页" in page.extract_text()


def test_pages_can_be_looked_at() -> None:
    (page,) = preview_pages(SLIP.template, marks=MARKS, data={"rows": []})

    assert page.startswith(b"\x89PNG")
