"""What may be read of promises."""

from xinqiao.office.obligations.selectors.owing import (
    ObligationShown,
    Owed,
    OwedGroup,
    OwedList,
    numbers_in,
    obligation_for,
    owed_about,
    owed_by,
    owed_rows,
)
from xinqiao.office.obligations.selectors.rounds import due_for_a_step, standing, take_if_due

__all__ = [
    "ObligationShown",
    "Owed",
    "OwedGroup",
    "OwedList",
    "due_for_a_step",
    "numbers_in",
    "obligation_for",
    "owed_about",
    "owed_by",
    "owed_rows",
    "standing",
    "take_if_due",
]
