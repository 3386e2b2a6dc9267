"""What may be done to the register."""

from xinqiao.register.people.services.calendar import add_term, add_year, set_calendar_day
from xinqiao.register.people.services.clients import add_outsider, number_people, prepare_numbers
from xinqiao.register.people.services.contacts import open_student, restrict_contact, say_how_to_reach
from xinqiao.register.people.services.rosters import (
    apply_draft,
    drop_draft,
    drop_old_drafts,
    import_roster,
    keep_draft,
)
from xinqiao.register.people.services.staff import add_staff, end_post, give_post, open_school

__all__ = [
    "add_outsider",
    "add_staff",
    "add_term",
    "add_year",
    "apply_draft",
    "drop_draft",
    "drop_old_drafts",
    "end_post",
    "give_post",
    "import_roster",
    "keep_draft",
    "number_people",
    "open_school",
    "open_student",
    "prepare_numbers",
    "restrict_contact",
    "say_how_to_reach",
    "set_calendar_day",
]
