"""What may be read of the register."""

from xinqiao.register.people.selectors.calendar import (
    calendar_page,
    current_term,
    current_year,
    school,
    school_calendar,
)
from xinqiao.register.people.selectors.clients import (
    Person,
    client_number,
    client_numbers,
    people_behind,
    person_behind,
)
from xinqiao.register.people.selectors.contacts import (
    MayCall,
    closed_routes,
    may_call,
    may_call_each,
    own_wish,
)
from xinqiao.register.people.selectors.finding import Found, classes_of_year, find_people, students_of_class
from xinqiao.register.people.selectors.rosters import (
    Year,
    draft_roster,
    own_draft,
    plan_roster,
    read_roster,
    roster_import,
    roster_year,
)
from xinqiao.register.people.selectors.staff import (
    actor_for,
    deputies_of,
    posts_held,
    posts_on,
    staff_by_pk,
    staff_holding,
    staff_or_holding,
)
from xinqiao.register.people.selectors.traits import Traits, grades_taught, traits_behind

__all__ = [
    "Found",
    "MayCall",
    "Person",
    "Traits",
    "Year",
    "actor_for",
    "calendar_page",
    "classes_of_year",
    "client_number",
    "client_numbers",
    "closed_routes",
    "current_term",
    "current_year",
    "deputies_of",
    "draft_roster",
    "find_people",
    "grades_taught",
    "may_call",
    "may_call_each",
    "own_draft",
    "own_wish",
    "people_behind",
    "person_behind",
    "plan_roster",
    "posts_held",
    "posts_on",
    "read_roster",
    "roster_import",
    "roster_year",
    "school",
    "school_calendar",
    "staff_by_pk",
    "staff_holding",
    "staff_or_holding",
    "students_of_class",
    "traits_behind",
]
