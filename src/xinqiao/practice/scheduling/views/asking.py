"""What every page of the book shares."""

from datetime import date

from django.http import Http404
from django.utils.dateparse import parse_date

from xinqiao.core.clock import is_in_reach


def the_day(text: str | None, otherwise: date) -> date:
    """A day from an address. Anything that is no day is not there."""
    if not text:
        return otherwise
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None or not is_in_reach(found):
        raise Http404
    return found
