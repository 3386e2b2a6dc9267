"""Who there is. `Client` is a number and nothing else; only `ClientLink`, sealed, joins it to a person."""

from xinqiao.register.people.models.clients import Client, ClientKind, ClientLink, Outsider
from xinqiao.register.people.models.imports import RosterDraft, RosterImport
from xinqiao.register.people.models.school import CalendarDay, School, SchoolClass, SchoolYear, Term
from xinqiao.register.people.models.staff import POST_LABELS, PostHeld, Staff
from xinqiao.register.people.models.students import Guardian, Student
from xinqiao.register.people.models.wishes import ContactWish

__all__ = [
    "POST_LABELS",
    "CalendarDay",
    "Client",
    "ClientKind",
    "ClientLink",
    "ContactWish",
    "Guardian",
    "Outsider",
    "PostHeld",
    "RosterDraft",
    "RosterImport",
    "School",
    "SchoolClass",
    "SchoolYear",
    "Staff",
    "Student",
    "Term",
]
