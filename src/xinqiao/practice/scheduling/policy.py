"""Who may see and work the book. That somebody comes at all is known to counsellors and to nobody else."""

from uuid import UUID

from django.db.models import Q

from xinqiao.core.access import Actor, Post
from xinqiao.core.clauses import clause
from xinqiao.practice.scheduling.models import (
    Appointment,
    DutyTurn,
    Feed,
    OpeningHour,
    Room,
    ServiceRules,
    TalkRequest,
    Visit,
    Wish,
)
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


@clause("APT-05")
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


def may_see_line(actor: Actor, wish: Wish) -> bool:
    """Who waits for a time stands in the book, so to speak: counsellors see it, nobody else."""
    return may_work_the_book(actor)


def visible_line(actor: Actor) -> Q:
    """`may_see_line`, as a filter."""
    return Q() if may_work_the_book(actor) else NOBODY


def may_work_the_line(actor: Actor, wish: Wish) -> bool:
    """Any counsellor offers a time to who waits, or strikes them off."""
    return may_see_line(actor, wish)


def may_pass_on(actor: Actor, wish: Wish) -> bool:
    """The program offers what came free, and passes it on when nobody answers."""
    return actor.holds(Post.PROGRAM)


def may_see_request(actor: Actor, request: TalkRequest) -> bool:
    """What guardians ask for their children is read by counsellors."""
    return may_work_the_book(actor)


def visible_requests(actor: Actor) -> Q:
    """`may_see_request`, as a filter."""
    return Q() if may_work_the_book(actor) else NOBODY


def may_answer_request(actor: Actor, request: TalkRequest) -> bool:
    """Any counsellor says that it was dealt with."""
    return may_see_request(actor, request)


def may_show_oneself(actor: Actor) -> bool:
    """Each counsellor says for themselves how pupils see them; nobody does it for another."""
    return actor.holds(Post.COUNSELLOR)


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


def may_remind(actor: Actor, appointment: Appointment) -> bool:
    """The program reminds people of what is ahead."""
    return actor.holds(Post.PROGRAM)


# The own door ----------------------------------------------------------------


def may_have_feed(actor: Actor) -> bool:
    """Whoever has times has an address at which a calendar program finds them: a counsellor, a pupil, a guardian."""
    return actor.is_client or may_work_the_book(actor)


def may_see_feed(actor: Actor, feed: Feed) -> bool:
    """One's own; a client's belongs to the start of the account in which it was made, and ends with it."""
    if actor.pk is None:
        return False
    if actor.is_client:
        return feed.client_id == actor.pk and actor.start is not None and feed.made_in == actor.start
    return may_work_the_book(actor) and feed.staff_id == actor.pk


def own_feeds(actor: Actor) -> Q:
    """`may_see_feed`, as a filter."""
    if actor.pk is None or not may_have_feed(actor):
        return NOBODY
    if actor.is_client:
        return Q(client=actor.pk, made_in=actor.start) if actor.start else NOBODY
    return Q(staff=actor.pk)


def may_end_feed(actor: Actor, feed: Feed) -> bool:
    """Whoever made it revokes it."""
    return may_see_feed(actor, feed)


def may_read_feed(actor: Actor, feed: Feed) -> bool:
    """A calendar program reads in its owner's stead, as long as the feed holds and the owner could still see it."""
    return feed.revoked_at is None and may_see_feed(actor, feed)


def may_book_own(actor: Actor, client: Client) -> bool:
    """A pupil or a guardian books for themselves; nobody books in the name of a child."""
    return actor.is_client and actor.pk is not None and client.pk == actor.pk


def _is_own(actor: Actor, client: UUID, made_in: UUID | None) -> bool:
    """Theirs; for an account that no counsellor has met only what this very start of it has made."""
    if not actor.is_client or actor.pk is None or client != actor.pk:
        return False
    return actor.is_known or (made_in is not None and made_in == actor.start)


def from_here(actor: Actor) -> Q:
    """All of it for a known account; else what was made from this start of it, and nothing for whoever has none."""
    if actor.is_known:
        return Q()
    return Q(made_in=actor.start) if actor.start else NOBODY


def may_see_own(actor: Actor, appointment: Appointment) -> bool:
    """The own appointments, the ones made at the desk among them; with a slip alone only those made with it."""
    return _is_own(actor, appointment.client_id, appointment.made_in)


def own_appointments(actor: Actor) -> Q:
    """`may_see_own`, as a filter."""
    if not actor.is_client or actor.pk is None:
        return NOBODY
    return Q(client=actor.pk) & from_here(actor)


def may_change_own(actor: Actor, appointment: Appointment) -> bool:
    """Whoever sees an appointment as their own moves it, calls it off, or answers whether they take it."""
    return may_see_own(actor, appointment)


def may_see_own_wish(actor: Actor, wish: Wish) -> bool:
    """The own place in the waiting line."""
    return _is_own(actor, wish.client_id, wish.made_in)


def own_wishes(actor: Actor) -> Q:
    """`may_see_own_wish`, as a filter."""
    return own_appointments(actor)


def may_leave_line(actor: Actor, wish: Wish) -> bool:
    """Whoever waits stops waiting when they like."""
    return may_see_own_wish(actor, wish)


def may_ask_for_a_child(actor: Actor) -> bool:
    """A guardian who may act for a child: not one who is barred from it, nor once it has come of age."""
    return bool(actor.scopes(Post.GUARDIAN))


@clause("HOM-03", missing="家长自己提出的转介申请。")
def may_ask_for_child(actor: Actor, child: Client) -> bool:
    """A guardian asks, without anybody's assessment before, that somebody talk with their child; the child decides."""
    return child.pk in actor.scopes(Post.GUARDIAN)


def may_see_own_request(actor: Actor, request: TalkRequest) -> bool:
    """What one has asked for one's child oneself, and whether somebody has looked at it; never what came of it."""
    return _is_own(actor, request.asker_id, request.made_in)


def own_requests(actor: Actor) -> Q:
    """`may_see_own_request`, as a filter."""
    if not actor.is_client or actor.pk is None:
        return NOBODY
    return Q(asker=actor.pk) & from_here(actor)


def may_withdraw_request(actor: Actor, request: TalkRequest) -> bool:
    """Whoever asked takes it back."""
    return may_see_own_request(actor, request)


def may_know_of_childs_times(actor: Actor, child: Client) -> bool:
    """No guardian learns when, with whom or whether their child comes, unless the child agrees or a rule says so.

    Neither is there yet, so the answer is no. What would say yes belongs here and nowhere else.
    """
    return False
