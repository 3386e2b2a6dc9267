"""Rooms, hours, duty, appointments and visits. Clients are numbers here, never persons."""

from xinqiao.practice.scheduling.states import AppointmentState, VisitState

from .appointments import Appointment
from .codes import AskedBy, Channel, Need, Outcome, Reason, RoomFunction, SessionKind, Way
from .hours import DutyTurn, OpeningHour
from .rooms import Room
from .service_rules import ServiceRules
from .visits import Visit

__all__ = [
    "Appointment",
    "AppointmentState",
    "AskedBy",
    "Channel",
    "DutyTurn",
    "Need",
    "OpeningHour",
    "Outcome",
    "Reason",
    "Room",
    "RoomFunction",
    "ServiceRules",
    "SessionKind",
    "Visit",
    "VisitState",
    "Way",
]
