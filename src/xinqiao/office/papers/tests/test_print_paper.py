"""Printing: numbered, marked, written down, and never half done."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from tests.cast import NOW, Cast
from xinqiao.core.access import PROGRAM, Denied, Missing
from xinqiao.core.ledger.models import Entry
from xinqiao.office.papers.models import Counter, Paper
from xinqiao.office.papers.services import Printed, PurposeMissing, TooManyCopies, print_paper
from xinqiao.office.papers.tests.slips import BROKEN, SLIP
from xinqiao.office.papers.typesetting import CannotBeSet, NotPrintable

ROWS = {"rows": [{"name": "林晚舟"}]}


def printed(cast: Cast, data: dict[str, Any] | None = None, **more: Any) -> Printed:
    values: dict[str, Any] = {
        "actor": cast.actor("shen"),
        "form": SLIP.id,
        "data": data or ROWS,
        "purpose": "交中心主任核对",
        "at": NOW,
    } | more
    return print_paper(**values)


def text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_a_paper_says_its_form_number_who_when_and_why(cast: Cast) -> None:
    made = printed(cast)

    words = text(made.pdf)
    assert made.number == "XQ-2026-000001"
    for word in ("心桥实验学校", "名单，第 3 版", made.number, "沈知微于 2026 年 10 月 15 日 14:09 打印", "交中心主任核对",
                 "第 1 份，共 1 份", "第 1 页，共 1 页", "账簿", "只在心理辅导室内使用", "林晚舟"):  # fmt: skip
        assert word in words


def test_the_register_of_papers_keeps_no_content(cast: Cast) -> None:
    made = printed(cast)

    paper = Paper.objects.get(number=made.number)
    assert (paper.form, paper.version, paper.printed_by.name, paper.copies) == (SLIP.id, "3", "沈知微", 1)
    assert paper.digest == sha256(made.pdf).hexdigest()
    raw = Paper.objects.filter(pk=paper.pk).values_list("purpose", flat=True).get()
    assert "核对".encode() not in bytes(raw)
    assert Entry.objects.get(subject=paper.pk).kind == "papers.printed"


def test_a_file_has_a_neutral_name_and_is_not_kept_by_a_browser(cast: Cast) -> None:
    made = printed(cast)

    assert made.headers["Content-Disposition"] == 'inline; filename="XQ-2026-000001.pdf"'
    assert "no-store" in made.headers["Cache-Control"]
    assert PdfReader(BytesIO(made.pdf)).metadata.title == made.number  # type: ignore[union-attr]


def test_each_copy_is_counted(cast: Cast) -> None:
    pages = PdfReader(BytesIO(printed(cast, copies=3).pdf)).pages

    assert len(pages) == 3
    for place, page in enumerate(pages, start=1):
        assert f"第 {place} 份，共 3 份" in page.extract_text()
        assert "第 1 页，共 1 页" in page.extract_text()


def test_numbers_begin_anew_with_the_schools_year(cast: Cast) -> None:
    printed(cast, at=datetime(2026, 12, 31, 15, 59, tzinfo=UTC))

    made = printed(cast, at=datetime(2026, 12, 31, 16, 1, tzinfo=UTC))

    assert made.number == "XQ-2027-000001"


def test_a_form_that_cannot_be_set_takes_no_number(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    printed(cast)

    with caplog.at_level(logging.DEBUG), pytest.raises(CannotBeSet):
        printed(cast, form=BROKEN.id)

    assert "林晚舟" not in caplog.text
    assert printed(cast).number == "XQ-2026-000002"
    assert Paper.objects.count() == 2


@pytest.mark.parametrize("purpose", ["", " \n ", "查", "长" * 101])
def test_a_paper_without_a_purpose_is_not_printed(cast: Cast, purpose: str) -> None:
    with pytest.raises(PurposeMissing):
        printed(cast, purpose=purpose)

    assert not Paper.objects.exists()


@pytest.mark.parametrize("copies", [0, -1, 21])
def test_copies_are_few(cast: Cast, copies: int) -> None:
    with pytest.raises(TooManyCopies):
        printed(cast, copies=copies)


@pytest.mark.parametrize("name", ["xu", "qin", "ma"])
def test_only_those_whom_the_form_names_print_it(cast: Cast, name: str) -> None:
    with pytest.raises(Denied, match="may_print"):
        printed(cast, actor=cast.actor(name))


def test_the_program_prints_nothing(cast: Cast) -> None:
    with pytest.raises(Denied):
        printed(cast, actor=PROGRAM)


def test_an_unknown_form_is_missing(cast: Cast) -> None:
    with pytest.raises(Missing):
        printed(cast, form="tests-unheard-of")


def test_what_json_cannot_say_is_a_mistake_of_ours(cast: Cast) -> None:
    with pytest.raises(NotPrintable):
        printed(cast, {"rows": object()})


def test_many_who_print_at_once_leave_no_gap(fresh_cast: Cast, at_once: Callable[..., list[object]]) -> None:
    broken = {"form": BROKEN.id}
    jobs = [lambda more=more: printed(fresh_cast, **more) for more in [{}, broken, {}, {}, broken, {}, {}, {}]]

    results = at_once(*jobs)

    numbers = sorted(result.number for result in results if isinstance(result, Printed))
    assert numbers == [f"XQ-2026-{place:06d}" for place in range(1, 7)], results
    assert sum(isinstance(result, CannotBeSet) for result in results) == 2
    assert Counter.objects.get().last == 6
