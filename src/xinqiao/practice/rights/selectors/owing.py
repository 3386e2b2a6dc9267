"""Who owes the answer to a request, and by when. Read without locks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xinqiao.core.access import Post
from xinqiao.practice.cases.models import Case
from xinqiao.practice.cases.selectors import who_serves
from xinqiao.practice.rights.models import AnswerDays
from xinqiao.practice.rights.rules import APART, DAYS, LADDER, Right, who_answers_apart
from xinqiao.practice.scheduling.models import Appointment, Visit
from xinqiao.register.people.selectors.staff import posts_on


@dataclass(frozen=True)
class Owing:
    """Who answers: a counsellor in person, or a post; and who is concerned, and therefore does not."""

    owner: UUID | None
    post: Post
    concerned: tuple[UUID, ...] = ()


def within_days() -> dict[Right, int]:
    """Within how many school days each right is answered."""
    row = AnswerDays.objects.first()
    return {**DAYS, **(row.within() if row else {})}


def holders_on(day: date) -> dict[Post, set[UUID]]:
    """Who holds the posts that answer, on a day."""
    found: dict[Post, set[UUID]] = {}
    rows = posts_on(day).filter(post__in=[post.value for post in (Post.COUNSELLOR, *LADDER)])
    for post, staff in rows.values_list("post", "staff"):
        found.setdefault(Post(post), set()).add(staff)
    return found


def who_owes(right: Right, client: UUID, on: date, *, also: Collection[UUID] = (), met_by: UUID | None = None) -> Owing:
    """The client's counsellor; for what is answered apart the first post with somebody who is not involved.

    `also` are concerned besides those who work with the client. Whom nobody works
    with is answered by who met them (`met_by`), or by whichever counsellor comes first.
    """
    holders = holders_on(on)
    if right in APART:
        concerned = sorted({*_work_with(client), *also}, key=str)
        return Owing(None, who_answers_apart(concerned, holders), tuple(concerned))
    owner = _counsellor_of(client) or met_by
    serving = owner if owner in holders.get(Post.COUNSELLOR, ()) else None
    return Owing(serving, Post.COUNSELLOR)


def _counsellor_of(client: UUID) -> UUID | None:
    """Whose the client's case is, the open one before those that are over."""
    rows = (
        Case.objects.filter(client=client).order_by("-closed_at", "-opened_at").values_list("counsellor", "closed_at")
    )
    found = list(rows)
    is_open = [counsellor for counsellor, closed_at in found if closed_at is None]
    return next(iter([*is_open, *(counsellor for counsellor, _closed in found)]), None)


def _work_with(client: UUID) -> set[UUID]:
    """Everybody who has or had to do with the client in the work."""
    booked = Appointment.objects.filter(client=client).values_list("counsellor", flat=True)
    received = Visit.objects.filter(client=client).values_list("received_by", flat=True)
    return {one for one in (*who_serves(client), *booked, *received) if one is not None}
