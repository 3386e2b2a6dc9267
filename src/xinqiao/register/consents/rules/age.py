"""How old somebody is taken for, and which words are read with them. Pure."""

from datetime import date
from enum import StrEnum

from xinqiao.register.people.models import ClientKind

from .words import Band

# Until this grade a pupil without a date of birth is taken for under fourteen: most of the
# ninth grade are fourteen already, and asking one guardian too many harms less than one too few.
LAST_GRADE_UNDER_14 = 9
LAST_PRIMARY_GRADE = 6
# The texts for eight are read until the tenth birthday, those for twelve until the fourteenth.
LAST_GRADE_AT_8, LAST_GRADE_AT_12 = 3, 8


class Reader(StrEnum):
    """For whom a text is written. Values stand in stored consents; never change one."""

    EIGHT = "8"
    TWELVE = "12"
    SIXTEEN = "16"
    ADULT = "adult"


def years_completed(born: date, on: date) -> int:
    """Age in full years; the law counts a year as full on the day after the birthday."""
    return on.year - born.year - ((on.month, on.day) <= (born.month, born.day))


def band_of(kind: ClientKind, born: date | None, grade: int | None, on: date) -> Band:
    """How old a client is to be taken for.

    Guardians and staff are adults, and so is whoever comes from outside, whose age nobody
    knows. A pupil counts by the date of birth; without one by the grade, and then on the
    safe side: to the ninth grade under fourteen, above it under eighteen, without a grade
    under fourteen.
    """
    if kind is not ClientKind.STUDENT:
        return Band.ADULT
    if born is not None and born <= on:
        years = years_completed(born, on)
        return Band.ADULT if years >= 18 else Band.FROM_14 if years >= 14 else Band.UNDER_14
    if grade is not None and grade > LAST_GRADE_UNDER_14:
        return Band.FROM_14
    return Band.UNDER_14


def reader_of(kind: ClientKind, born: date | None, grade: int | None, on: date) -> Reader:
    """Whose words fit somebody; of a pupil about whom nothing is known, those for twelve."""
    if kind is not ClientKind.STUDENT:
        return Reader.ADULT
    if born is not None and born <= on:
        years = years_completed(born, on)
        return Reader.EIGHT if years < 10 else Reader.TWELVE if years < 14 else Reader.SIXTEEN
    if grade is None:
        return Reader.TWELVE
    return Reader.EIGHT if grade <= LAST_GRADE_AT_8 else Reader.TWELVE if grade <= LAST_GRADE_AT_12 else Reader.SIXTEEN


def is_primary(grade: int | None) -> bool:
    """Whether the simpler of the printed forms are the right ones."""
    return grade is not None and grade <= LAST_PRIMARY_GRADE
