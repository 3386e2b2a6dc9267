"""Who may see and work the book. That somebody comes at all is known to counsellors and to nobody else."""

from uuid import UUID

from django.db.models import Q

from xinqiao.core.access import Actor, Post
from xinqiao.core.clauses import clause
from xinqiao.practice.scheduling.models import Appointment, DutyTurn, OpeningHour, Room, ServiceRules, Visit
from xinqiao.register.people.models import Client, ClientKind

NOBODY = Q(pk__in=[])


def may_work_the_book(actor: Actor) -> bool:
    """Counsellors keep the appointments and the reception register, whoever among them is on duty."""
    return actor.holds(Post.COUNSELLOR)


def may_book_for(actor: Actor, client: Client) -> bool:
    """Any counsellor books for any client: children come to whoever is there."""
    return may_work_the_book(actor)


def may_receive(actor: Actor, client: Client) -> bool:
    """Any counsellor receives whoever comes."""
    return may_work_the_book(actor)


@clause("APT-05", missing="提醒的用语；房间以外的日历只显示中性的词。")
def may_see_appointment(actor: Actor, appointment: Appointment) -> bool:
    """The book is seen by counsellors only: not by the director as such, no class teacher, keeper, principal or technician."""
    return may_work_the_book(actor)


def visible_appointments(actor: Actor) -> Q:
    """`may_see_appointment`, as a filter."""
    return Q() if may_work_the_book(actor) else NOBODY


def may_change_appointment(actor: Actor, appointment: Appointment) -> bool:
    """Any counsellor moves, calls off or receives an appointment, a colleague's too: somebody has to be at the door."""
    return may_see_appointment(actor, appointment)


@clause("APT-04")
def may_see_visit(actor: Actor, visit: Visit) -> bool:
    """The reception register is confidential: counsellors keep it and read it, nobody else."""
    return may_work_the_book(actor)


def visible_visits(actor: Actor) -> Q:
    """`may_see_visit`, as a filter."""
    return Q() if may_work_the_book(actor) else NOBODY


def may_change_visit(actor: Actor, visit: Visit) -> bool:
    """Any counsellor calls in, closes or strikes out a line."""
    return may_see_visit(actor, visit)


def may_know_whom(actor: Actor, kind: str, counsellor: UUID | None) -> bool:
    """Who a client is, is known to counsellors; who of the staff comes, only to the counsellor who sees them."""
    if not may_work_the_book(actor):
        return False
    return kind != ClientKind.STAFF or (counsellor is not None and counsellor == actor.pk)


def may_print_register(actor: Actor) -> bool:
    """Counsellors print the register and the appointments of a day, for a purpose that is written down."""
    return may_work_the_book(actor)


def may_see_plans(actor: Actor) -> bool:
    """Counsellors and the director see hours, duty and rooms; none of it names a client."""
    return actor.holds(Post.COUNSELLOR, Post.DIRECTOR)


def may_see_hour(actor: Actor, hour: OpeningHour) -> bool:
    """Opening hours go with the plans."""
    return may_see_plans(actor)


def may_see_turn(actor: Actor, turn: DutyTurn) -> bool:
    """Duty goes with the plans."""
    return may_see_plans(actor)


def visible_turns(actor: Actor) -> Q:
    """`may_see_turn`, as a filter."""
    return Q() if may_see_plans(actor) else NOBODY


def may_run_the_room(actor: Actor) -> bool:
    """The director fixes hours, duty, rooms and whom the room receives; the program does at set-up."""
    return actor.holds(Post.DIRECTOR, Post.PROGRAM)


def may_change_turn(actor: Actor, turn: DutyTurn) -> bool:
    """The director ends a turn of duty."""
    return may_run_the_room(actor)


def may_change_room(actor: Actor, room: Room) -> bool:
    """The director takes a room out of use."""
    return may_run_the_room(actor)


def may_change_service_rules(actor: Actor, rules: ServiceRules) -> bool:
    """The director decides whom the room receives and how."""
    return may_run_the_room(actor)


def may_watch_duty(actor: Actor) -> bool:
    """The program looks ahead for hours without anybody on duty."""
    return actor.holds(Post.PROGRAM)
