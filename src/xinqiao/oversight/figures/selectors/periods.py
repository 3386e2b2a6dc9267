"""The stretches of days of which figures are published.

Terms are cut so that they make up everything without a gap: the holidays before
a term belong to it, and a year is its terms. So nothing is left over that could
be worked out by taking terms from a year. Months are no stretch of their own:
a month published beside its term would be a difference; how a term was spread
over its months is one of its tables.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Missing
from xinqiao.oversight.figures import policy
from xinqiao.register.people.models import Term

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Days of one term, both ends included, and when the school year began to which they belong."""

    first: date
    last: date
    year_began: date

    def holds(self, day: date) -> bool:
        """Whether a day falls into it."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Period:
    """A term or a year as it can be chosen. `running`: it is not over; `to_date`: counted up to this very day."""

    pk: UUID
    year: str
    term: str
    parts: tuple[Stretch, ...]
    running: bool = False
    to_date: bool = False

    @property
    def first(self) -> date:
        """The first day that is counted."""
        return self.parts[0].first

    @property
    def last(self) -> date:
        """The last day that is counted."""
        return self.parts[-1].last

    @property
    def name(self) -> str:
        """How it is called: 2026–2027 学年 第一学期."""
        if self.term:
            return _("%(year)s 学年%(term)s") % {"year": self.year, "term": self.term}
        return _("%(year)s 学年") % {"year": self.year}

    @property
    def is_empty(self) -> bool:
        """Whether no day of it can be counted yet."""
        return self.last < self.first


def periods(actor: Actor, on: date) -> list[Period]:
    """What this actor may choose, a running term up to this day for whoever keeps the register."""
    return _periods(on, to_date=policy.may_see_to_date(actor))


def public_periods(on: date) -> list[Period]:
    """What may be carried out of the room: a running term in whole months only, whoever asks."""
    return _periods(on, to_date=False)


def _periods(on: date, *, to_date: bool) -> list[Period]:
    """The terms and years that have begun, newest first; a year once its terms are over."""
    terms = _cut(Term.objects.select_related("year").order_by("starts_on"))
    begun = [(term, stretch) for term, stretch in terms if term.starts_on <= on]
    found = [_term(term, stretch, on, to_date) for term, stretch in begun]
    years = {term.year_id: term.year for term, _stretch in begun}
    for pk, year in years.items():
        own = [(term, stretch) for term, stretch in terms if term.year_id == pk]
        if all(term.ends_on < on for term, _stretch in own):
            found.append(Period(pk, year.name, "", tuple(stretch for _term, stretch in own)))
    return sorted(found, key=lambda period: (period.last, not period.term), reverse=True)


def choose(found: list[Period], wanted: str) -> Period | None:
    """The one that was asked for; otherwise the newest that has days, or the newest. Raises `Missing`."""
    if not wanted:
        return next((period for period in found if not period.is_empty), found[0] if found else None)
    for period in found:
        if str(period.pk) == wanted:
            return period
    raise Missing("figures.period")


def _cut(terms: Iterable[Term]) -> list[tuple[Term, Stretch]]:
    cut: list[tuple[Term, Stretch]] = []
    for term in terms:
        first = cut[-1][0].ends_on + ONE_DAY if cut else min(term.starts_on, term.year.starts_on)
        cut.append((term, Stretch(first, term.ends_on, term.year.starts_on)))
    return cut


def _term(term: Term, stretch: Stretch, on: date, to_date: bool) -> Period:
    if term.ends_on < on:
        return Period(term.pk, term.year.name, term.name, (stretch,))
    last = on if to_date else on.replace(day=1) - ONE_DAY
    running = Stretch(stretch.first, last, stretch.year_began)
    return Period(term.pk, term.year.name, term.name, (running,), running=True, to_date=to_date)
