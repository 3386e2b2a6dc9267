"""The roster comes in by hand, in a browser, on a desk and on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.site import Site, axe, shot
from xinqiao.register.people.models import Student

from .workbooks import HEADER, student, xlsx

pytestmark = pytest.mark.browser


def messy(folder: Path) -> Path:
    rows = [
        ["心桥实验学校2026—2027学年七年级学生花名册"],
        HEADER,
        student(),
        student(number="2026002", name="阿依古丽·买买提", school_class="七年纪3班"),
        student(number="2026003", name="", born="2014-13-45"),
        student(number="2026004", name="欧阳思远", born="2014-13-45"),
        ["合计", "", "4 人"],
    ]
    file = folder / "名册.xlsx"
    file.write_bytes(xlsx({"七年级": rows, "说明": [["内部资料"]]}))
    return file


def test_choose_look_confirm_and_see_it_done(site: Site, page: Page, tmp_path: Path) -> None:
    site.enter(page, "xu")
    page.goto(f"{site.url}/desk/people/import/")
    assert axe(page) == []
    shot(page, "import")
    page.get_by_label("名册文件").set_input_files(messy(tmp_path))
    page.get_by_role("button", name="读取并预览").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("名册预览")
    assert axe(page) == []
    shot(page, "import-preview")
    page.get_by_label("阿依古丽·买买提 的班级写的是“七年纪3班”").check()
    page.get_by_label("文件里都是虚构的人").check()
    page.get_by_role("button", name="就这样导入").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("名册已导入")
    assert axe(page) == []
    shot(page, "import-done")
    assert str(Student.objects.get(student_number="2026002").school_class) == "七年级 3 班"


def test_a_file_that_is_no_roster_gets_a_sentence(site: Site, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "名册.xls"
    file.write_bytes(b"<html><table></table></html>")
    site.enter(page, "xu")
    page.goto(f"{site.url}/desk/people/import/")
    page.get_by_label("名册文件").set_input_files(file)
    page.get_by_role("button", name="读取并预览").click()
    expect(page.locator(".xq-error").last).to_contain_text("其实是网页")
    shot(page, "import-refused")
