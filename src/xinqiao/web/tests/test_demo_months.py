"""The invented school has something to report on whatever day it is made, and tells it in its order."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from tests.cast import NOW
from xinqiao.core.clock import at_local, freeze
from xinqiao.oversight.figures.selectors import counted, public_periods, report_of
from xinqiao.practice.scheduling.models import Visit
from xinqiao.register.people.selectors import actor_for
from xinqiao.web.demo import school
from xinqiao.web.demo.months import shown_days


@pytest.mark.parametrize(
    "on",
    [date(2026, 8, 26), date(2026, 9, 1), date(2026, 10, 15), date(2026, 11, 22), date(2027, 2, 21), date(2027, 7, 20)],
)
def test_on_any_day_of_the_year_there_is_a_whole_month_of_school_to_tell_of(
    db: None, monkeypatch: pytest.MonkeyPatch, on: date
) -> None:
    monkeypatch.setattr(school, "PUPILS", 1)
    staff = school.make_school(NOW, on)

    told = shown_days(on)

    days = [day for stretch in told for day in stretch]
    assert days == sorted(set(days))
    assert all(day < on and day.weekday() < 5 for day in days)
    assert len(days) > 30
    assert actor_for(staff["shen"].pk, days[0]).posts, "who receives them has the post already"


def test_the_demos_report_shows_numbers_and_every_day_is_told_by_the_clock(
    db: None, tmp_path: Path, settings: LazySettings
) -> None:
    settings.XINQIAO_HOME, settings.XINQIAO_KIND = tmp_path, "demo"
    on = date(2026, 11, 22)

    with freeze(at_local(on, datetime.min.time()) + timedelta(hours=9)):
        call_command("seed_demo")

        report = report_of(counted(public_periods(on)[0]))
    assert report.period.last == date(2026, 10, 31)
    assert all(row.count for row in (report.people, report.visits, report.missed))
    assert report.wait is not None
    shown = {figure.key for figure in report.figures if figure.whole and not figure.is_empty}
    assert shown >= {"months", "grades", "themes", "ways", "states", "channels", "openings", "talks", "closings"}
    rows = Visit.objects.order_by("day", "line").values_list("day", "arrived_at")
    assert all(earlier <= later for (_, earlier), (_, later) in pairwise(rows))
