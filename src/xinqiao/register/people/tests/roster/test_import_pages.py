"""The pages by which a roster comes in: choose a file, look, say yes."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.register.people.models import RosterDraft, RosterImport, Student

from .workbooks import HEADER, student, xlsx

STATEMENTS_A_PAGE = 12
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _that_thursday() -> object:
    with freeze(NOW):
        yield


def roster(*rows: list[object]) -> SimpleUploadedFile:
    sheets = {"七年级": [HEADER, *(rows or (student(),))]}
    return SimpleUploadedFile("名册.xlsx", xlsx(sheets))  # type: ignore[arg-type]


def hand_in(browser: Browser, file: SimpleUploadedFile | None = None) -> HttpResponse:
    return browser.post(reverse("people:import"), {"file": file or roster()})  # type: ignore[return-value]


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def seen(page: HttpResponse) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', text(page))
    assert found
    return found.group(1)


def test_choose_look_and_say_yes(cast: Cast) -> None:
    browser = browser_of(cast, "xu")
    assert browser.get(reverse("people:import")).status_code == 200
    preview = hand_in(browser).headers["Location"]
    page = browser.get(preview)
    assert "林晚舟" in text(page)
    assert not Student.objects.filter(student_number="2026001").exists()
    done = browser.post(preview, {"seen": seen(page), "invented": "on"})
    assert done.status_code == 302
    assert Student.objects.filter(student_number="2026001").exists()
    assert browser.get(done.headers["Location"]).status_code == 200
    assert not RosterDraft.objects.exists()


def test_a_guess_is_taken_only_when_it_is_ticked(cast: Cast) -> None:
    browser = browser_of(cast, "xu")
    file = roster(student(number="71", school_class="七年纪3班"), student(number="72", school_class="七年纪3班"))
    preview = hand_in(browser, file).headers["Location"]
    page = browser.get(preview)
    guesses = re.findall(r'name="confirm" value="([^"]+)"', text(page))
    assert len(guesses) == 2
    browser.post(preview, {"seen": seen(page), "invented": "on", "confirm": [guesses[0], "made-up"]})
    assert Student.objects.get(student_number="71").school_class is not None
    assert Student.objects.get(student_number="72").school_class is None


@pytest.mark.parametrize(
    "file",
    [
        None,
        SimpleUploadedFile("名册.xls", b"<html><table></table></html>"),
        SimpleUploadedFile("名册.xlsx", b""),
        SimpleUploadedFile("名册.csv", "时间,地点\n8:00,操场\n".encode()),
    ],
    ids=["no file", "web page", "empty", "no students"],
)
def test_a_file_that_cannot_be_read_gets_a_sentence_and_changes_nothing(
    cast: Cast, file: SimpleUploadedFile | None
) -> None:
    answer = browser_of(cast, "xu").post(reverse("people:import"), {"file": file} if file else {})
    assert answer.status_code == 422
    assert "xq-error" in text(answer)
    assert not RosterDraft.objects.exists()


def test_what_a_hostile_cell_says_is_only_text(cast: Cast) -> None:
    browser = browser_of(cast, "xu")
    file = roster(student(number="71", born=SCRIPT), student(number="72", school_class=SCRIPT))
    page = browser.get(hand_in(browser, file).headers["Location"])
    assert SCRIPT not in text(page)
    assert "&lt;script&gt;" in text(page)


def test_the_demo_asks_whether_the_roster_is_invented_and_keeps_what_was_ticked(cast: Cast) -> None:
    browser = browser_of(cast, "xu")
    file = roster(student(number="71", school_class="七年纪3班"))
    preview = hand_in(browser, file).headers["Location"]
    page = browser.get(preview)
    (guess,) = re.findall(r'name="confirm" value="([^"]+)"', text(page))
    answer = browser.post(preview, {"seen": seen(page), "confirm": guess})
    assert answer.status_code == 422
    assert re.search(rf'value="{guess}"\s+checked', text(answer))
    assert not RosterImport.objects.exists()


def test_a_page_that_the_register_has_outrun_says_so_and_shows_the_new_one(cast: Cast) -> None:
    browser = browser_of(cast, "xu")
    preview = hand_in(browser).headers["Location"]
    answer = browser.post(preview, {"seen": "0" * 64, "invented": "on"})
    assert answer.status_code == 409
    assert browser.post(preview, {"seen": seen(answer), "invented": "on"}).status_code == 302


def test_a_double_click_imports_once(cast: Cast) -> None:
    browser = browser_of(cast, "xu")
    preview = hand_in(browser).headers["Location"]
    yes = {"seen": seen(browser.get(preview)), "invented": "on"}
    assert [browser.post(preview, yes).status_code for _ in range(2)] == [302, 404]
    assert RosterImport.objects.count() == 1


def test_what_was_read_can_be_thrown_away(cast: Cast) -> None:
    browser = browser_of(cast, "xu")
    preview = hand_in(browser).headers["Location"]
    assert browser.post(preview + "drop/").status_code == 302
    assert browser.get(preview).status_code == 404


@pytest.mark.parametrize("who", ["shen", "qin", "ma", None])
def test_a_stranger_sees_nothing_of_a_draft(cast: Cast, who: str | None) -> None:
    preview = hand_in(browser_of(cast, "xu")).headers["Location"]
    answer = browser_of(cast, who).get(preview)
    assert answer.status_code in {302, 403, 404}
    assert "林晚舟" not in text(answer)
    assert RosterDraft.objects.count() == 1


def test_a_page_takes_few_statements_however_many_rows(cast: Cast) -> None:
    browser = browser_of(cast, "xu")
    rows = [student(number=f"77{n:03d}", name="陆佳") for n in range(300)]
    preview = hand_in(browser, roster(*rows)).headers["Location"]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        browser.get(preview)
    counted = [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    assert len(counted) <= STATEMENTS_A_PAGE
