"""What happens to the register. Ids only; a register act names the register row, never a client number."""

from dataclasses import dataclass

from xinqiao.core.ledger import Event


@dataclass(frozen=True)
class SchoolOpened(Event):
    """The school, its year and its first posts were set up."""

    kind = "people.school_opened"


@dataclass(frozen=True)
class StaffAdded(Event):
    """A member of staff came onto the register."""

    kind = "people.staff_added"


@dataclass(frozen=True)
class PostGiven(Event):
    """Somebody holds a post from a day on."""

    kind = "people.post_given"


@dataclass(frozen=True)
class PostEnded(Event):
    """Somebody's post ends on a day."""

    kind = "people.post_ended"


@dataclass(frozen=True)
class CalendarDaySet(Event):
    """A day departs from the public calendar, or no longer does."""

    kind = "people.calendar_day_set"


@dataclass(frozen=True)
class YearAdded(Event):
    """A school year or a term was entered."""

    kind = "people.year_added"


@dataclass(frozen=True)
class ContactRestricted(Event):
    """Who may be called about a student changed."""

    kind = "people.contact_restricted"


@dataclass(frozen=True)
class OutsiderAdded(Event):
    """Somebody from outside the roster may now be received."""

    kind = "people.outsider_added"


@dataclass(frozen=True)
class RosterRead(Event):
    """A roster was read and waits, sealed, for somebody's yes."""

    kind = "people.roster_read"


@dataclass(frozen=True)
class RosterDropped(Event):
    """A roster that was read is not wanted; what was read is gone."""

    kind = "people.roster_dropped"


@dataclass(frozen=True)
class RosterImported(Event):
    """A roster was applied, whole."""

    kind = "people.roster_imported"


@dataclass(frozen=True)
class StudentOpened(Event):
    """A student's card with contacts was read."""

    kind = "people.student_opened"


@dataclass(frozen=True)
class ContactWishSaid(Event):
    """A guardian said how they want to be reached."""

    kind = "people.contact_wish_said"
