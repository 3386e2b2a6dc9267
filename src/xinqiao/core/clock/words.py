"""Days in words, the same on every page and in every sentence."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, pgettext

from xinqiao.core.clock.reading import local, today


def plain_day(when: date | datetime) -> str:
    """A day with its weekday and never as 今天: for headings and lists to be copied."""
    that = local(when).date() if isinstance(when, datetime) else when
    parts: dict[str, Any] = {"year": that.year, "month": month_name(that), "day": that.day, "weekday": weekday(that)}
    if that.year == today().year:
        return gettext("%(month)s %(day)s 日 %(weekday)s") % parts
    return gettext("%(year)s 年 %(month)s %(day)s 日") % parts


def full_day(when: date | datetime) -> str:
    """A day with its year and without its weekday: for terms, posts and birthdays."""
    that = local(when).date() if isinstance(when, datetime) else when
    parts: dict[str, Any] = {"year": that.year, "month": month_name(that), "day": that.day}
    return gettext("%(year)s 年 %(month)s %(day)s 日") % parts


def weekday(when: date) -> str:
    """周一 to 周日."""
    return weekday_name(when.weekday())


def weekday_name(number: int) -> str:
    """周一 for 0 to 周日 for 6."""
    names = [
        gettext("周一"),
        gettext("周二"),
        gettext("周三"),
        gettext("周四"),
        gettext("周五"),
        gettext("周六"),
        gettext("周日"),
    ]
    return names[number]


def month_name(when: date) -> str:
    """10 月; in English the short name of the month."""
    names = [
        pgettext("月份", "1 月"), pgettext("月份", "2 月"), pgettext("月份", "3 月"), pgettext("月份", "4 月"),
        pgettext("月份", "5 月"), pgettext("月份", "6 月"), pgettext("月份", "7 月"), pgettext("月份", "8 月"),
        pgettext("月份", "9 月"), pgettext("月份", "10 月"), pgettext("月份", "11 月"), pgettext("月份", "12 月"),
    ]  # fmt: skip
    return names[when.month - 1]
