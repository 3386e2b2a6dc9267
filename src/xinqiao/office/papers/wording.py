"""How paper says what pages say otherwise: in Chinese, days in full, hours by the school's clock, classes as 高二（3）班."""

import re
from datetime import date, datetime

from django.utils import translation

from xinqiao.core.clock import local

PAPER_LANGUAGE = "zh-hans"
CLASS = re.compile(r"^(.+?) (\d+) 班$")


def paper_language() -> translation.override:
    """The language of every form, whatever whoever prints it reads: `with paper_language():`."""
    return translation.override(PAPER_LANGUAGE)


def paper_day(on: date) -> str:
    """2026 年 10 月 15 日; of a moment the day in the school."""
    day = local(on).date() if isinstance(on, datetime) else on
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def paper_clock(at: datetime) -> str:
    """Hour and minute on the school's wall."""
    return f"{local(at):%H:%M}"


def paper_moment(at: datetime) -> str:
    """2026 年 10 月 15 日 14:09."""
    return f"{paper_day(at)} {paper_clock(at)}"


def paper_class(detail: str) -> str:
    """A class as people show it (高二 3 班), as paper writes it: 高二（3）班. Anything else stays."""
    return CLASS.sub(r"\1（\2）班", detail)


def paper_grade(detail: str) -> str:
    """The grade of a class alone."""
    return CLASS.sub(r"\1", detail)
