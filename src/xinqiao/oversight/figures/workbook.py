"""The published figures as a workbook, one sheet for each figure. It holds what the page shows and nothing else."""

from datetime import UTC, datetime
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from xinqiao.oversight.figures.selectors import Figure, Report

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = "figures.xlsx"
LONGEST_SHEET_NAME = 31
# A workbook tells when it was made, to the second; that is nobody's business.
MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def workbook_of(report: Report) -> bytes:
    """The workbook. Text is written as text: no cell of it is ever a formula."""
    packed = BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": MADE})
        bold = book.add_format({"bold": True})
        _first(book, bold, report)
        for figure in report.figures:
            _sheet(book, bold, figure)
    return packed.getvalue()


def _first(book: xlsxwriter.Workbook, bold: object, report: Report) -> None:
    sheet = book.add_worksheet(_("总数"))
    sheet.set_column(0, 0, 28)
    sheet.write_string(0, 0, report.period.name, bold)
    lines = [
        (_("从"), report.period.first.isoformat()),
        (_("到"), report.period.last.isoformat()),
        (_("来访学生人次"), report.visits.text),
        (_("来过的学生"), report.people.text),
        (_("预约没有来"), report.missed.text),
        (_("从提出到第一次见面，中位数"), report.wait_text),
    ]
    for place, (name, value) in enumerate(lines, start=1):
        sheet.write_string(place, 0, name)
        sheet.write_string(place, 1, value)


def _sheet(book: xlsxwriter.Workbook, bold: object, figure: Figure) -> None:
    sheet = book.add_worksheet(figure.title[:LONGEST_SHEET_NAME])
    sheet.set_column(0, 0, 28)
    sheet.write_string(0, 0, figure.title, bold)
    for place, row in enumerate((*(figure.rows if figure.whole else ()), figure.total), start=1):
        sheet.write_string(place, 0, row.label)
        if str(row.count) == row.text:
            sheet.write_number(place, 1, row.count or 0)
        else:
            sheet.write_string(place, 1, row.text)
