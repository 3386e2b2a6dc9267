"""What happens in scheduling. Ids only: `about` is a client number, never a person."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xinqiao.core.ledger import Event

# What a list is read under: the whole of which it shows some days. Never change one.
THE_BOOK = UUID("6d0b6a0e-7a35-4d0c-9a0e-3f1c5b8c2d41")
THE_REGISTER = UUID("b1f7c9d2-58c4-4c7e-8f4e-2a9d0e6f7c13")
THE_WAITING_LINE = UUID("0f4a3f0a-6c0e-4a53-9b0f-6a7c6b1d2e94")


@dataclass(frozen=True)
class ServiceRulesSet(Event):
    """Whom the room receives, how long a talk is, how one books."""

    kind = "scheduling.service_rules_set"


@dataclass(frozen=True)
class OpeningHoursSet(Event):
    """The weekly hours of a period were fixed; what they replace was withdrawn."""

    kind = "scheduling.opening_hours_set"


@dataclass(frozen=True)
class DutyPlanned(Event):
    """Somebody takes a turn of duty."""

    kind = "scheduling.duty_planned"


@dataclass(frozen=True)
class DutyRemoved(Event):
    """A turn of duty ends, or never was."""

    kind = "scheduling.duty_removed"


@dataclass(frozen=True)
class DutyGapsNoted(Event):
    """An opening hour ahead has nobody on duty, and the director was told."""

    kind = "scheduling.duty_gaps_noted"


@dataclass(frozen=True)
class RoomAdded(Event):
    """A room can be booked from now on."""

    kind = "scheduling.room_added"


@dataclass(frozen=True)
class RoomRetired(Event):
    """A room can no longer be booked."""

    kind = "scheduling.room_retired"


@dataclass(frozen=True)
class AppointmentBooked(Event):
    """A time was set aside for a client with a counsellor."""

    kind = "scheduling.appointment_booked"


@dataclass(frozen=True)
class AppointmentMoved(Event):
    """An appointment gave way to another at a different time."""

    kind = "scheduling.appointment_moved"


@dataclass(frozen=True)
class AppointmentCancelled(Event):
    """An appointment was called off."""

    kind = "scheduling.appointment_cancelled"


@dataclass(frozen=True)
class AppointmentMissed(Event):
    """The client did not come."""

    kind = "scheduling.appointment_missed"


@dataclass(frozen=True)
class AppointmentArrived(Event):
    """The client came to the appointment."""

    kind = "scheduling.appointment_arrived"


@dataclass(frozen=True)
class VisitRegistered(Event):
    """Somebody came through the door and stands in the register."""

    kind = "scheduling.visit_registered"


@dataclass(frozen=True)
class VisitStarted(Event):
    """Somebody who waited was called in."""

    kind = "scheduling.visit_started"


@dataclass(frozen=True)
class VisitClosed(Event):
    """The visit is over and has an outcome."""

    kind = "scheduling.visit_closed"


@dataclass(frozen=True)
class VisitStruck(Event):
    """An entry of the register was a mistake; it stays, struck out."""

    kind = "scheduling.visit_struck"


@dataclass(frozen=True)
class VisitOpened(Event):
    """Somebody read a line of the register."""

    kind = "scheduling.visit_opened"


@dataclass(frozen=True)
class AppointmentOpened(Event):
    """Somebody read an appointment."""

    kind = "scheduling.appointment_opened"


@dataclass(frozen=True)
class RegisterOpened(Event):
    """Somebody read the reception register of these days."""

    kind = "scheduling.register_opened"

    first: date = date.min
    last: date = date.min


@dataclass(frozen=True)
class BookOpened(Event):
    """Somebody read who comes on these days."""

    kind = "scheduling.book_opened"

    first: date = date.min
    last: date = date.min
    with_promises: bool = False


@dataclass(frozen=True)
class OwnAppointmentBooked(Event):
    """A client set a time aside for themselves."""

    kind = "scheduling.own_appointment_booked"


@dataclass(frozen=True)
class OwnAppointmentMoved(Event):
    """A client gave their appointment another time."""

    kind = "scheduling.own_appointment_moved"


@dataclass(frozen=True)
class OwnAppointmentCancelled(Event):
    """A client called their appointment off."""

    kind = "scheduling.own_appointment_cancelled"


@dataclass(frozen=True)
class LineJoined(Event):
    """A client waits for a time to come free."""

    kind = "scheduling.line_joined"


@dataclass(frozen=True)
class LineLeft(Event):
    """A client waits no longer."""

    kind = "scheduling.line_left"


@dataclass(frozen=True)
class TimeOffered(Event):
    """A time that came free was offered to who was next in line."""

    kind = "scheduling.time_offered"


@dataclass(frozen=True)
class OfferTaken(Event):
    """Whoever was offered a time took it."""

    kind = "scheduling.offer_taken"


@dataclass(frozen=True)
class OfferDeclined(Event):
    """Whoever was offered a time let it go to the next."""

    kind = "scheduling.offer_declined"


@dataclass(frozen=True)
class OfferLapsed(Event):
    """Nobody answered in time; what was offered goes to the next."""

    kind = "scheduling.offer_lapsed"


@dataclass(frozen=True)
class TalkAskedFor(Event):
    """A guardian asked that somebody talk with their child."""

    kind = "scheduling.talk_asked_for"


@dataclass(frozen=True)
class TalkRequestWithdrawn(Event):
    """A guardian took a request back."""

    kind = "scheduling.talk_request_withdrawn"


@dataclass(frozen=True)
class TalkRequestAnswered(Event):
    """A counsellor has dealt with what a guardian asked for."""

    kind = "scheduling.talk_request_answered"


@dataclass(frozen=True)
class WaitingLineOpened(Event):
    """Somebody read who waits, and what guardians ask for."""

    kind = "scheduling.waiting_line_opened"


@dataclass(frozen=True)
class ClientReminded(Event):
    """A client was reminded of what is ahead."""

    kind = "scheduling.client_reminded"


@dataclass(frozen=True)
class FeedMade(Event):
    """Somebody made an address at which a calendar program finds their times."""

    kind = "scheduling.feed_made"


@dataclass(frozen=True)
class FeedRevoked(Event):
    """Such an address holds no longer."""

    kind = "scheduling.feed_revoked"


@dataclass(frozen=True)
class ProfileKept(Event):
    """A counsellor changed how they are shown at the own door."""

    kind = "scheduling.profile_kept"
