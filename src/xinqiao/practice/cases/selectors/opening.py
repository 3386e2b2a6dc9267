"""What somebody about to open a case has to know first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xinqiao.core.access import Actor, Post
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.models import Case, Channel
from xinqiao.practice.cases.states import Stage
from xinqiao.practice.scheduling.models import Way
from xinqiao.register.credentials.selectors import Lack, may_counsel
from xinqiao.register.people.models import Staff
from xinqiao.register.people.selectors import staff_holding

# How somebody came to a visit says how they came to the service; who had an appointment or called is asked.
CHANNEL_OF: Mapping[str, Channel] = {
    Way.CLASS_TEACHER: Channel.CLASS_TEACHER,
    Way.PARENT: Channel.PARENT,
    Way.CLASSMATE: Channel.CLASSMATE,
}


@dataclass(frozen=True)
class Before:
    """What stands in the way, and what came before: one's own cases only, and that there is another is all that is said.

    `able` are the colleagues who may take the case of whoever lacks a paper.
    """

    lacks: tuple[Lack, ...]
    mine: Case | None
    taken: bool
    earlier: Case | None
    able: tuple[Staff, ...] = ()


def before_opening(actor: Actor, client: UUID, on: date) -> Before:
    """Whether this counsellor may begin with this client now."""
    if actor.pk is None or not policy.may_work_on_cases(actor):
        return Before((), None, taken=False, earlier=None)
    rows = list(Case.objects.filter(client=client).order_by("-opened_at"))
    own = [one for one in rows if policy.may_see_case(actor, one)]
    lacks = may_counsel(actor.pk, on).missing
    return Before(
        lacks=lacks,
        able=_able(actor, on) if lacks else (),
        mine=next((one for one in own if one.is_open), None),
        taken=any(one.is_open for one in rows if one not in own),
        earlier=next((one for one in own if one.stage == Stage.CLOSED), None),
    )


def _able(actor: Actor, on: date) -> tuple[Staff, ...]:
    others = [one for one in staff_holding(Post.COUNSELLOR, on) if one.pk != actor.pk]
    return tuple(one for one in others if may_counsel(one.pk, on).ok)


def channel_of(way: str) -> Channel:
    """How the client came to the service, as far as the visit tells."""
    return CHANNEL_OF.get(way, Channel.SELF)
