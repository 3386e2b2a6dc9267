"""The pages, papers and the workbook, as each person gets them."""

import re
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.office.papers.models import Paper
from xinqiao.oversight.figures.models import FigureRules
from xinqiao.register.people.models import Client, Student, Term

from .builders import AFTER_TERM, SEPTEMBER, appointments, pupils, visits

HOME = "/desk/figures/"
PAGES = ("", "registers/", "print/", "registers/print/", "pack/", "threshold/")
STRANGERS = ("bai", "ma", "qin", "tang")


@pytest.fixture
def later(cast):
    """The term is over; pupils, a guardian and a teacher came, one of them with a name that is long."""
    with freeze(AFTER_TERM):
        many = pupils(cast, 20)
        visits(cast, [*many, *(cast.number(who) for who in ("lin", "guli", "rare", "mother", "lu"))])
        appointments(cast, many[:12], SEPTEMBER + timedelta(days=1))
        yield cast


def texts(answer) -> str:
    """All text of a PDF."""
    return "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(answer.content)).pages)


def cells(answer) -> list[object]:
    """All cells of a workbook."""
    book = openpyxl.load_workbook(BytesIO(answer.content))
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.clause("STA-01", "REC-07")
def test_the_report_shows_each_figure_as_a_chart_and_a_table(later):
    page = browser_of(later, "he").get(HOME).content.decode()

    assert page.count('role="img"') == page.count("<desc") > 5
    assert page.count("<figcaption>") >= page.count('role="img"')
    assert "来访学生人次" in page
    assert "少于 5 人" in page
    assert not re.search(r'style="|<script(?![^>]*src=)', page)


def test_strangers_see_nothing_of_it(later):
    for who in STRANGERS:
        browser = browser_of(later, who)
        assert {browser.get(HOME + page).status_code for page in PAGES} == {403}
        assert browser.post(HOME + "export/").status_code == 403


def test_the_principal_prints_the_report_but_no_pack_and_sets_nothing(later):
    browser = browser_of(later, "he")

    assert browser.post(HOME + "print/", {"purpose": "总结", "copies": 1})["Content-Type"] == "application/pdf"
    assert browser.get(HOME + "pack/").status_code == 403
    assert browser.post(HOME + "threshold/", {"least": 3}).status_code == 403


@pytest.mark.clause("STA-01")
def test_a_print_is_numbered_and_recorded(later):
    answer = browser_of(later, "shen").post(HOME + "pack/", {"purpose": "迎检", "copies": 2})

    paper = Paper.objects.get()
    assert (paper.form, paper.copies) == ("inspection-pack", 2)
    said = texts(answer)
    assert paper.number in said
    assert "STA-01" in said
    assert "二、各项登记" in said


def test_the_pack_reads_the_register_once_for_all_its_parts(later):
    browser = browser_of(later, "shen")
    with CaptureQueriesContext(connection) as asked:
        browser.post(HOME + "pack/", {"purpose": "迎检", "copies": 1})

    for table in ("scheduling_visit", "scheduling_appointment", "cases_record"):
        assert sum(f'FROM "{table}"' in one["sql"] for one in asked) == 1, table


def test_a_print_without_a_purpose_is_asked_again(later):
    answer = browser_of(later, "shen").post(HOME + "print/", {"purpose": "", "copies": 1})

    assert answer.status_code == 422
    assert Paper.objects.count() == 0


def test_a_running_term_is_printed_for_the_room_only_and_leaves_it_in_whole_months(cast):
    with freeze(AFTER_TERM - timedelta(days=80)):
        visits(cast, pupils(cast, 23))
        visits(cast, pupils(cast, 11, start=50), date(2026, 11, 12))
        browser = browser_of(cast, "shen")
        inside = texts(browser.post(HOME + "print/", {"purpose": "小结", "copies": 1}))
        outside = texts(browser.post(HOME + "pack/", {"purpose": "迎检", "copies": 1}))
        carried = cells(browser.post(HOME + "export/"))

    assert "只在心理辅导室内使用" in inside
    assert "不上报" in inside
    assert "34" in inside
    assert "20–24" in outside
    assert "只在心理辅导室内使用" not in outside.replace("逐行只在心理辅导室内查阅", "")
    assert "20–24" in carried
    assert [paper.form for paper in Paper.objects.order_by("printed_at", "number")] == [
        "term-report-to-date",
        "inspection-pack",
    ]


@pytest.mark.clause("STA-01")
def test_the_workbook_has_a_name_that_says_nothing_and_is_written_down(later):
    answer = browser_of(later, "he").post(HOME + "export/")

    assert answer["Content-Disposition"] == 'attachment; filename="figures.xlsx"'
    assert "no-store" in answer["Cache-Control"]
    assert "少于 5 人" in cells(answer)
    kinds = Entry.objects.values_list("kind", flat=True)
    assert "figures.exported" in kinds


@pytest.mark.clause("STA-01", "REC-07", "STA-02")
def test_nothing_that_is_published_names_anybody(later):
    """Every page, paper and file, by everybody who may have it, searched for everybody who is on the roster."""
    planted = [value for row in Student.objects.values_list("name", "student_number") for value in row]
    planted += ["王女士", "陆听雨", *(str(number) for number in Client.objects.values_list("pk", flat=True))]
    said = []
    for who in ("shen", "xu", "he"):
        browser = browser_of(later, who)
        said += [browser.get(HOME + page).content.decode() for page in PAGES]
        for page in ("print/", "registers/print/", "pack/"):
            answer = browser.post(HOME + page, {"purpose": "总结", "copies": 1})
            said += [texts(answer)] if answer.status_code == 200 else []
        said.append("\n".join(map(str, cells(browser.post(HOME + "export/")))))

    assert len(said) > 25
    assert [name for name in planted if any(name in text for text in said)] == []


def test_the_director_says_how_fine_figures_are(later):
    browser = browser_of(later, "xu")

    assert browser.post(HOME + "threshold/", {"least": 2}).status_code == 422
    assert browser.post(HOME + "threshold/", {"least": 21}).status_code == 422
    assert browser.post(HOME + "threshold/", {"least": 3}).status_code == 302
    assert FigureRules.objects.get().least == 3
    page = browser.get(HOME).content.decode()
    assert "少于 3 人" in page
    assert "少于 5 人" not in page


def test_a_school_without_terms_and_a_month_that_is_not_over_are_told_so(cast):
    with freeze(AFTER_TERM - timedelta(days=140)):
        assert "还没有满一个月" in browser_of(cast, "he").get(HOME).content.decode()
        assert browser_of(cast, "he").get(HOME + "print/").status_code == 409
    Term.objects.all().delete()
    browser = browser_of(cast, "he")
    assert "还没有学期" in browser.get(HOME).content.decode()
    assert browser.get(HOME + "registers/").status_code == 200
    assert browser.get(HOME + "print/").status_code == 404


@pytest.mark.parametrize("wrong", ["x", "00000000-0000-4000-8000-000000000000", "'; drop table", "%00"])
def test_a_term_that_is_not_there_is_not_there(later, wrong):
    assert browser_of(later, "he").get(HOME, {"of": wrong}).status_code == 404


def test_figures_are_shown_in_english_too(later):
    with translation.override("zh-hans"):
        page = browser_of(later, "he").get(HOME, headers={"Accept-Language": "en"}).content.decode()

    assert "Visits of pupils" in page
    assert "fewer than 5 people" in page
