"""`import_roster FILE`: a report to read or JSON, and nothing changed by a preview."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.cast import NOW, Cast
from xinqiao.core.clock import freeze
from xinqiao.register.people.bench import run as bench
from xinqiao.register.people.models import RosterImport, Student

from .workbooks import HEADER, student, xlsx

GUESS = "class-0-3"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [HEADER, student(), student(number="2026002", name="陆佳", school_class="七年纪3班"), student(name="")]
    path = tmp_path / "名册.xlsx"
    path.write_bytes(xlsx({"七年级": rows}))
    return path


def run(file: Path, *flags: str) -> str:
    said = io.StringIO()
    with freeze(NOW):
        call_command("import_roster", str(file), *flags, stdout=said, stderr=io.StringIO())
    return said.getvalue()


def test_a_dry_run_reports_and_changes_nothing(cast: Cast, file: Path) -> None:
    said = run(file, "--dry-run")
    assert "什么都没有改动" in said
    assert f"[{GUESS}]" in said
    assert not RosterImport.objects.exists()


def test_json_names_every_finding_by_sheet_row_and_column(cast: Cast, file: Path) -> None:
    said = json.loads(run(file, "--dry-run", "--json"))
    refused = next(item for item in said["findings"] if item["kind"] == "refused")
    assert said["counts"]["added"] == 2
    assert (refused["sheet"], refused["row"], refused["column"], refused["reason"]) == (
        "七年级",
        4,
        "B",
        "name_missing",
    )


@pytest.mark.parametrize(("flags", "placed"), [((), False), (("--confirm", GUESS), True), (("--confirm-all",), True)])
def test_guesses_are_taken_as_they_are_confirmed(cast: Cast, file: Path, flags: tuple[str, ...], placed: bool) -> None:
    assert json.loads(run(file, "--invented", "--json", *flags))["applied"] is True
    assert (Student.objects.get(student_number="2026002").school_class is not None) is placed


def test_what_was_to_be_done_is_said_to_be_done_once_it_is(cast: Cast, file: Path) -> None:
    assert "将加入" in run(file, "--dry-run")

    said = run(file, "--invented")
    assert "已加入" in said
    assert "将加入" not in said


def test_a_file_that_cannot_be_read_is_one_sentence(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "x.xls"
    path.write_bytes(b"<html></html>")
    with pytest.raises(CommandError, match="网页"):
        run(path)
    with pytest.raises(CommandError):
        run(tmp_path / "nowhere.xlsx")


def test_the_demo_takes_a_roster_only_as_an_invented_one(cast: Cast, file: Path) -> None:
    with pytest.raises(CommandError, match="演示"):
        run(file)


def test_the_bench_measures_and_leaves_nothing(cast: Cast) -> None:
    before = Student.objects.count()
    measured = bench(rows=60)
    assert {"bench", "ratio", "baseline", "rows"} <= set(measured)
    assert Student.objects.count() == before
