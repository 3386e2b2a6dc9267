"""PostgreSQL's ranges, for the constraints that keep things apart."""

from django.db.models import Func


class Moments(Func):
    """From a moment up to another, which does not belong to it."""

    function = "tstzrange"
    template = "%(function)s(%(expressions)s, '[)')"


class Days(Func):
    """From a day to a day, both included."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"


class Hours(Func):
    """From an hour of the wall clock up to another. Ranges of bare hours do not exist, so they get a day."""

    function = "tsrange"
    template = "%(function)s(%(expressions)s, '[)')"
    arg_joiner = ", "


class OnADay(Func):
    """An hour on one fixed day, without a time zone and so immutable, as an index asks."""

    template = "(date '2000-01-01' + %(expressions)s)"
