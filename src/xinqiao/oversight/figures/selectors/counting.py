"""From facts to tables: how often, and how many people stand behind each number.

Visits are counted for pupils. Guardians, staff and outsiders stand in the
table of kinds alone: they are so few that anything more would be about
somebody, and a total with them beside one without them would be, too.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median_low
from uuid import UUID

from xinqiao.oversight.figures.rules import Cell, Table
from xinqiao.practice.cases.models import CLOSING_REASONS, TALKS, Kind, SessionWay, Theme
from xinqiao.practice.cases.models import Channel as CameBy
from xinqiao.practice.scheduling.models import AppointmentState, Channel, Need, Outcome, Way
from xinqiao.register.people.models import ClientKind
from xinqiao.register.people.selectors import Traits, grades_taught, traits_behind

from .periods import Stretch
from .sources import (
    AppointmentFact,
    OpeningFact,
    RecordFact,
    VisitFact,
    appointments,
    openings,
    records,
    visits,
)

NONE = "none"
TOTAL = "total"
PUPILS = ("kinds", ClientKind.STUDENT.value)
WEEKDAYS = tuple(str(day) for day in range(7))
DAYPARTS = {"morning": range(12), "lunch": range(12, 14), "afternoon": range(14, 18), "evening": range(18, 24)}
WAITS = {"same": range(1), "2": range(1, 3), "5": range(3, 6), "10": range(6, 11), "more": range(11, 100_000)}
ARRIVED = AppointmentState.ARRIVED.value
STATES = (ARRIVED, "no_show", "cancelled", "moved", "booked")
SEXES = ("f", "m", NONE)
REASONS = tuple(key for key, _words in CLOSING_REASONS)
EFFECTS = {"low": range(4), "middle": range(4, 7), "high": range(7, 11)}


@dataclass
class Tally:
    """How often and by whom, for each key of one table."""

    times: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    who: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def note(self, client: UUID, *keys: str) -> None:
        """Once more, for each key and in total."""
        for key in (*keys, TOTAL):
            self.times[key] += 1
            self.who[key].add(client)

    def cell(self, key: str) -> Cell:
        """The number under a key."""
        return Cell(key, self.times.get(key, 0), len(self.who.get(key, ())))

    def table(self, name: str, keys: Iterable[str], *, part_of: tuple[str, str] | None = None, **how: bool) -> Table:
        """The table over these keys; what was counted under another stands before them."""
        known = list(dict.fromkeys(keys))
        strange = sorted(key for key in self.times if key not in known and key != TOTAL)
        return Table(
            name, tuple(self.cell(key) for key in (*strange, *known)), self.cell(TOTAL), part_of=part_of, **how
        )


@dataclass(frozen=True)
class Facts:
    """Everything a report is counted from, read once."""

    visits: list[VisitFact]
    appointments: list[AppointmentFact]
    openings: list[OpeningFact]
    records: list[RecordFact]
    traits: Mapping[UUID, Traits]
    grades: list[int]

    @classmethod
    def read(cls, first: date, last: date) -> "Facts":
        """Everything of these days, with the traits of everybody in it: seven statements."""
        lines, begun, written = list(visits(first, last)), openings(first, last), records(first, last)
        numbers = {line.client for line in lines} | {one.client for one in begun} | {one.client for one in written}
        return cls(lines, appointments(first, last), begun, written, traits_behind(numbers), grades_taught())

    @classmethod
    def read_book(cls, first: date, last: date) -> "Facts":
        """Only what stands in the book: four statements."""
        lines = list(visits(first, last))
        return cls(lines, appointments(first, last), [], [], traits_behind({line.client for line in lines}), [])

    def is_pupil(self, client: UUID) -> bool:
        """Whether a client is a pupil; of others only their kind is counted."""
        traits = self.traits.get(client)
        return traits is not None and traits.kind is ClientKind.STUDENT


def count(facts: Facts, parts: Iterable[Stretch]) -> list[Table]:
    """Every table of a report over these stretches of days, each after the one that holds its total."""
    stretches = list(parts)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for visit in facts.visits:
        stretch = next((one for one in stretches if one.holds(visit.day)), None)
        if stretch is not None and not visit.struck:
            _note_visit(tallies, visit, facts.traits.get(visit.client), stretch)
    for appointment in facts.appointments:
        if any(one.holds(appointment.day) for one in stretches):
            _note_appointment(tallies, appointment)
    written: list[OpeningFact | RecordFact] = [*facts.openings, *facts.records]
    for fact in written:
        if facts.is_pupil(fact.client) and any(one.holds(fact.day) for one in stretches):
            _note_case(tallies, fact)
    return [*_of_visits(tallies, facts, _months(stretches)), *_of_appointments(tallies), *_of_cases(tallies)]


def _months(stretches: Iterable[Stretch]) -> list[str]:
    """Every month that a day of these stretches lies in, whether anybody came or not."""
    found: dict[str, None] = {}
    for one in stretches:
        months = range(one.first.year * 12 + one.first.month - 1, one.last.year * 12 + one.last.month)
        found.update({f"{month // 12}-{month % 12 + 1:02d}": None for month in months})
    return list(found)


def _note_visit(tallies: dict[str, Tally], visit: VisitFact, traits: Traits | None, stretch: Stretch) -> None:
    kind = traits.kind if traits else ClientKind.OUTSIDER
    tallies["kinds"].note(visit.client, kind.value)
    if traits is None or kind is not ClientKind.STUDENT:
        return
    tallies["months"].note(visit.client, f"{visit.day:%Y-%m}")
    grade = traits.grade_in(stretch.year_began)
    part = next(name for name, hours in DAYPARTS.items() if visit.hour in hours)
    tallies["grades"].note(visit.client, str(grade) if grade else NONE)
    tallies["sexes"].note(visit.client, traits.sex or NONE)
    tallies["themes"].note(visit.client, *(set(visit.needs) or {NONE}))
    tallies["ways"].note(visit.client, visit.way or NONE)
    tallies["outcomes"].note(visit.client, visit.outcome or NONE)
    tallies["weekdays"].note(visit.client, str(visit.day.weekday()))
    tallies["dayparts"].note(visit.client, part)


def _note_appointment(tallies: dict[str, Tally], appointment: AppointmentFact) -> None:
    tallies["states"].note(appointment.client, appointment.state)
    tallies["channels"].note(appointment.client, appointment.channel or NONE)
    if appointment.state == ARRIVED:
        tallies["rooms"].note(appointment.client, appointment.room or NONE)
    if appointment.waited is not None:
        band = next(name for name, days in WAITS.items() if appointment.waited in days)
        tallies["waits"].note(appointment.client, band)


def _note_case(tallies: dict[str, Tally], fact: OpeningFact | RecordFact) -> None:
    if isinstance(fact, OpeningFact):
        tallies["openings"].note(fact.client, fact.channel or NONE)
    elif fact.kind == Kind.CLOSING:
        tallies["closings"].note(fact.client, fact.reason or NONE)
        tallies["effects"].note(fact.client, _band(fact.effect))
    else:
        tallies["talks"].note(fact.client, fact.kind)
        tallies["talk_ways"].note(fact.client, fact.way or NONE)
        tallies["talk_themes"].note(fact.client, *(set(fact.themes) or {NONE}))


def _band(effect: int | None) -> str:
    return NONE if effect is None else next(name for name, numbers in EFFECTS.items() if effect in numbers)


def _of_visits(tallies: dict[str, Tally], facts: Facts, months: Iterable[str]) -> list[Table]:
    people = tallies["months"].cell(TOTAL).people
    return [
        tallies["kinds"].table("kinds", ClientKind.values, apart=True),
        Table("people", (), Cell(TOTAL, people, people), part_of=PUPILS),
        tallies["months"].table("months", months, part_of=PUPILS),
        tallies["grades"].table("grades", [*map(str, facts.grades), NONE], part_of=PUPILS),
        tallies["sexes"].table("sexes", SEXES, part_of=PUPILS),
        tallies["themes"].table("themes", [*Need.values, NONE], many=True, part_of=PUPILS),
        tallies["ways"].table("ways", [*Way.values, NONE], part_of=PUPILS),
        tallies["outcomes"].table("outcomes", [*Outcome.values, NONE], part_of=PUPILS),
        tallies["weekdays"].table("weekdays", WEEKDAYS, part_of=PUPILS),
        tallies["dayparts"].table("dayparts", DAYPARTS, part_of=PUPILS),
    ]


def _of_appointments(tallies: dict[str, Tally]) -> list[Table]:
    return [
        tallies["states"].table("states", STATES),
        tallies["channels"].table("channels", [*Channel.values, NONE]),
        tallies["rooms"].table("rooms", [NONE], part_of=("states", ARRIVED)),
        tallies["waits"].table("waits", WAITS),
    ]


def _of_cases(tallies: dict[str, Tally]) -> list[Table]:
    return [
        tallies["openings"].table("openings", [*CameBy.values, NONE]),
        tallies["talks"].table("talks", TALKS),
        tallies["talk_themes"].table("talk_themes", [*Theme.values, NONE], many=True),
        tallies["talk_ways"].table("talk_ways", [*SessionWay.values, NONE]),
        tallies["closings"].table("closings", [*REASONS, NONE]),
        tallies["effects"].table("effects", [*EFFECTS, NONE]),
    ]


def middle_wait(facts: Facts, parts: Iterable[Stretch], least: int) -> int | None:
    """The median of days from asking to the first appointment; None where too few people stand behind it."""
    stretches = list(parts)
    waits = [
        (one.waited, one.client)
        for one in facts.appointments
        if one.waited is not None and any(stretch.holds(one.day) for stretch in stretches)
    ]
    if len({client for _waited, client in waits}) < least:
        return None
    return median_low(waited for waited, _client in waits)
