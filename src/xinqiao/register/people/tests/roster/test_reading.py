"""Files as schools really have them: sheets, hidden sheets, encodings and separators."""

import openpyxl
import pytest

from xinqiao.register.people.roster.bounded import read_bounded
from xinqiao.register.people.roster.cells import letter, shown
from xinqiao.register.people.roster.parsing import parse

from .workbooks import HEADER, TODAY, student, xlsx

LINES = "学号{0}姓名{0}班级\n20260101011{0}钟䶮文{0}一(1)班\n20260101022{0}陆佳{0}一(1)班\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "，"])
def test_a_text_file_is_read_in_any_encoding_and_with_any_separator(encoding: str, separator: str) -> None:
    (sheet,) = read_bounded(LINES.format(separator).encode(encoding)).sheets
    assert sheet.rows[1] == ["20260101011", "钟䶮文", "一(1)班"]


def test_a_rare_character_beyond_the_first_plane_survives_both_kinds_of_file() -> None:
    for data in ("学号,姓名\n1234,陆𠮷怡\n".encode("gb18030"), xlsx({"a": [["学号", "姓名"], ["1234", "陆𠮷怡"]]})):
        assert read_bounded(data).sheets[0].rows[1][1] == "陆𠮷怡"


def test_a_hidden_sheet_is_named_and_left_alone() -> None:
    def hide(workbook: openpyxl.Workbook) -> None:
        workbook["旧"].sheet_state = "hidden"
        workbook["更旧"].sheet_state = "veryHidden"

    rows = [HEADER, student()]
    book = read_bounded(xlsx({"一年级": rows, "旧": rows, "更旧": rows}, hide))
    assert [sheet.name for sheet in book.sheets] == ["一年级"]
    assert book.hidden == ("旧", "更旧")


def test_titles_in_merged_cells_above_the_header_do_no_harm() -> None:
    def merge(workbook: openpyxl.Workbook) -> None:
        workbook["一年级"].merge_cells("A1:H1")

    rows = [["2026—2027学年一年级学生花名册"], [], HEADER, student()]
    roster = parse(read_bounded(xlsx({"一年级": rows}, merge)), today=TODAY)
    assert (len(roster.entries), roster.year, roster.entries[0].place.row) == (1, 2026, 4)


def test_blank_rows_at_the_end_are_not_kept_and_those_between_are() -> None:
    rows = [HEADER, student(), [], student(number="2026002"), [""], [""]]
    assert len(read_bounded(xlsx({"a": rows})).sheets[0].rows) == 4


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_the_spreadsheet_names_them(column: int, name: str) -> None:
    assert letter(column) == name


def test_what_is_shown_of_a_cell_is_one_short_clean_line() -> None:
    assert shown("a\u202eb\n" + "c" * 100) == "a b " + "c" * 35 + "…"
