"""Rooms, hours, duty, appointments and visits. Clients are numbers here, never persons."""

from xinqiao.practice.scheduling.states import AppointmentState, RequestState, VisitState, WishState

from .appointments import Appointment
from .codes import AskedBy, Channel, How, Need, Outcome, Reason, RoomFunction, SessionKind, Way
from .feeds import Feed
from .hours import DutyTurn, OpeningHour
from .profiles import CounsellorProfile
from .requests import TalkRequest
from .rooms import Room
from .service_rules import ServiceRules
from .visits import Visit
from .wishes import Wish

__all__ = [
    "Appointment",
    "AppointmentState",
    "AskedBy",
    "Channel",
    "CounsellorProfile",
    "DutyTurn",
    "Feed",
    "How",
    "Need",
    "OpeningHour",
    "Outcome",
    "Reason",
    "RequestState",
    "Room",
    "RoomFunction",
    "ServiceRules",
    "SessionKind",
    "TalkRequest",
    "Visit",
    "VisitState",
    "Way",
    "Wish",
    "WishState",
]
