"""How long a roster takes to go in, beside a bare read of the same file.

Runs against the school's own database in a transaction that is taken back:
nothing stays, and what the database is like counts.
"""

import datetime as dt
import hashlib
import io
import resource
import time

import xlsxwriter
from django.db import transaction
from python_calamine import CalamineWorkbook

from xinqiao.core import clock
from xinqiao.core.access import PROGRAM
from xinqiao.register.people.models import School
from xinqiao.register.people.selectors import read_roster
from xinqiao.register.people.services import import_roster

ROWS = 20_000
IN_A_CLASS = 45
SURNAMES = "赵钱孙李周吴郑王冯陈单曾"
GIVEN = "明华文思远涵雨晨诗航宇佳乐朝"
HEADINGS = ("学号", "姓名", "性别", "出生日期", "班级", "父亲姓名", "父亲电话", "母亲姓名", "母亲电话", "家庭住址")


def run(rows: int = ROWS) -> dict[str, object]:
    """Measure once; `ratio` is the speed of the import as a share of the bare read's."""
    data = invented_roster(rows, clock.today().year)
    started = time.perf_counter()
    _bare_read(data)
    bare = time.perf_counter() - started
    started = time.perf_counter()
    with transaction.atomic():
        _import(data)
        transaction.set_rollback(True)
    whole = time.perf_counter() - started
    return {
        "bench": "roster",
        "ratio": round(bare / whole, 4),
        "baseline": "bare read of the same file with python-calamine",
        "rows": rows,
        "seconds": round(whole, 2),
        "baseline_seconds": round(bare, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _import(data: bytes) -> None:
    if not School.objects.exists():
        School.objects.create(name="bench", invented=True)
    roster = read_roster(data)
    digest = hashlib.sha256(data).hexdigest()
    import_roster(actor=PROGRAM, roster=roster, digest=digest, invented=True, at=clock.now())


def _bare_read(data: bytes) -> int:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        return sum(len(workbook.get_sheet_by_name(name).to_python()) for name in workbook.sheet_names)


def invented_roster(rows: int, year: int) -> bytes:
    """A roster of invented students in twelve grades, as an xlsx file."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as workbook:
        for grade in range(1, 13):
            sheet = workbook.add_worksheet(str(grade))
            sheet.write_row(0, 0, HEADINGS)
            for place in range(rows // 12 + (grade <= rows % 12)):
                sheet.write_row(place + 1, 0, _row(grade, place, year))
    return packed.getvalue()


def _row(grade: int, place: int, year: int) -> list[str | int]:
    count = place * 12 + grade
    name = SURNAMES[place % 12] + GIVEN[place % 14] + GIVEN[place // 14 % 14]
    born = dt.date(year - 6 - grade, 1 + place % 12, 1 + place % 28)
    school_class = f"{grade}.{place // IN_A_CLASS + 1}班"
    parents: list[str | int] = [
        SURNAMES[count % 12] + "伟",
        19900000000 + count,
        SURNAMES[count % 11] + "芳",
        f"198{count:08d}",
    ]
    return [f"B{count:07d}", name, "男" if count % 2 else "女", born.isoformat(), school_class, *parents, "某路"]
