"""What must hold: opening hours, slots, duty, who goes first, by when. Pure functions of what they are given."""

from .booking import (
    FURTHEST_AHEAD,
    LONGEST_APPOINTMENT,
    check_asked,
    check_inside_hours,
    check_received,
    check_sensible,
    goes_first,
)
from .deadlines import (
    JUST_TOLD,
    closing_due,
    end_of_work,
    first_appointment_due,
    no_show_contact_due,
    reminds_until,
)
from .hours import GAP_HORIZON_DAYS, AnyTurn, Turn, duty_gaps, on_duty, opening_on
from .own import (
    HALVES,
    SHORTEST_TO_ANSWER,
    TooMany,
    check_not_too_many,
    check_own_time,
    check_whom,
    first_that_suits,
    half_of,
    offer_until,
    suits,
    whom_to_book,
)
from .spans import Span, Weekly, falls_on, free_in, merged, slots_in, span_on, without

__all__ = [
    "FURTHEST_AHEAD", "GAP_HORIZON_DAYS", "HALVES", "JUST_TOLD", "LONGEST_APPOINTMENT", "SHORTEST_TO_ANSWER", "AnyTurn", "Span",
    "TooMany", "Turn", "Weekly", "check_asked", "check_inside_hours", "check_neutral", "check_not_too_many",
    "check_own_time", "check_received", "check_sensible", "check_whom", "closing_due", "duty_gaps", "end_of_work",
    "falls_on", "first_appointment_due", "first_that_suits", "free_in", "goes_first", "half_of", "merged",
    "no_show_contact_due", "offer_until", "on_duty", "opening_on", "reminds_until", "slots_in", "span_on", "suits", "whom_to_book",
    "without",
]  # fmt: skip
