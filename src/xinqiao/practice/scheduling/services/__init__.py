"""What may be done: take, ask, change, record."""

from .booking import Asked, SlotTaken, StalePage, book_appointment
from .changes import cancel_appointment, mark_no_show, move_appointment
from .duty import note_duty_gaps, plan_duty, remove_duty
from .hours import Session, set_opening_hours, set_service_rules
from .readings import (
    open_appointment,
    open_appointments_to_print,
    open_day,
    open_register,
    open_visit,
    open_waiting,
    open_week,
)
from .reception import Registered, receive_appointment, register_walk_in
from .rooms import add_room, retire_room
from .visits import call_in, close_visit, on_visit_change, strike_visit

__all__ = [
    "Asked",
    "Registered",
    "Session",
    "SlotTaken",
    "StalePage",
    "add_room",
    "book_appointment",
    "call_in",
    "cancel_appointment",
    "close_visit",
    "mark_no_show",
    "move_appointment",
    "note_duty_gaps",
    "on_visit_change",
    "open_appointment",
    "open_appointments_to_print",
    "open_day",
    "open_register",
    "open_visit",
    "open_waiting",
    "open_week",
    "plan_duty",
    "receive_appointment",
    "register_walk_in",
    "remove_duty",
    "retire_room",
    "set_opening_hours",
    "set_service_rules",
    "strike_visit",
]
