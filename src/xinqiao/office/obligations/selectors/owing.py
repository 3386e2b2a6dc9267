"""What is owed, by whom, and how late: for pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Missing, Post
from xinqiao.core.clock import Calendar, local
from xinqiao.office.obligations import policy, rules
from xinqiao.office.obligations.models import Obligation, Step, StepTaken
from xinqiao.office.obligations.selectors.rounds import held_on
from xinqiao.office.obligations.selectors.words import (
    GROUPS,
    day_words,
    due_words,
    group_of,
    is_urgent,
    owner_words,
    rung_words,
    span_of,
    subject_words,
    verb_of,
)
from xinqiao.office.obligations.states import State
from xinqiao.register.people.models import PostHeld, Staff
from xinqiao.register.people.selectors import Person, people_behind, school_calendar, staff_by_pk, staff_holding

LONGEST_LIST = 300


@dataclass(frozen=True)
class Owed:
    """One promise as a row shows it: what, for whom in words that this reader may read, and when."""

    pk: UUID
    verb: str
    whom: str
    owner: str
    told: str
    due: str
    due_words: str
    mine: bool
    is_late: bool

    @property
    def facts(self) -> str:
        """The second line: about whom, who owes it where that is somebody else, and who was told.

        A list names nobody who may be in danger: others may look over one's shoulder.
        """
        whom = "" if self.due == "life" else self.whom
        return _("，").join(fact for fact in (whom, "" if self.mine else self.owner, self.told) if fact)


@dataclass(frozen=True)
class OwedGroup:
    """What is urgent, late, due today, this week or later, with its rows."""

    key: str
    label: str
    rows: tuple[Owed, ...]


@dataclass(frozen=True)
class OwedList:
    """Everything that a reader owes, by when. `cut` says that only the first rows are here."""

    groups: tuple[OwedGroup, ...]
    cut: bool

    @property
    def total(self) -> int:
        """How many rows there are."""
        return sum(len(group.rows) for group in self.groups)

    def count(self, key: str) -> int:
        """How many rows stand in one group."""
        return sum(len(group.rows) for group in self.groups if group.key == key)


def owed_rows(actor: Actor, at: datetime, *, everybody: bool = False) -> list[Obligation]:
    """The open promises that this person owes, stands in for, or was told of because they are late.

    `everybody` finds whatever the policy lets this person see. The director also
    gets what hangs on a post that nobody holds.
    """
    wanted = policy.visible(actor) if everybody else _on_my_desk(actor, local(at).date())
    return list(_open(wanted)[: LONGEST_LIST + 1])


def owed_about(actor: Actor, client: UUID, *, also: Q) -> list[Obligation]:
    """The open promises about one client that this person owes in person, and whatever about the client fits `also`.

    In one statement: the page of a client asks for both.
    """
    own = Q(owner=actor.pk, state=State.OPEN)
    return list(_ranked(Q(about=client) & (own | also))[: LONGEST_LIST + 1])


def numbers_in(actor: Actor, rows: Iterable[Obligation]) -> set[UUID]:
    """The clients of those rows whose reader may know them."""
    return {row.about_id for row in rows if row.about_id and policy.may_know_whom(actor, row)}


def owed_by(
    actor: Actor,
    at: datetime,
    *,
    rows: Sequence[Obligation],
    calendar: Calendar | None = None,
    known: Mapping[UUID, Person] | None = None,
) -> OwedList:
    """Promises found by `owed_rows`, in words and groups, with the names this person may know.

    A page that has read the people behind them or the school's calendar already hands them in.
    """
    calendar = calendar or school_calendar(local(at).date())
    names, subjects = _names(actor, rows[:LONGEST_LIST], known), subject_words(actor, rows[:LONGEST_LIST])
    grouped: dict[str, list[Owed]] = {key: [] for key in GROUPS}
    for row in rows[:LONGEST_LIST]:
        grouped[group_of(row, at)].append(_shown(actor, row, _whom(row, names, subjects), calendar, at))
    groups = tuple(OwedGroup(key, str(GROUPS[key]), tuple(found)) for key, found in grouped.items() if found)
    return OwedList(groups, cut=len(rows) > LONGEST_LIST)


def _on_my_desk(actor: Actor, today: date) -> Q:
    posts = [held.post.value for held in actor.posts]
    wanted: Q = policy.owed(actor) | Q(reached__overlap=posts)
    if actor.holds(Post.DIRECTOR):
        held = PostHeld.objects.filter(held_on(today), post=OuterRef("post"))
        return wanted | Q(~Exists(held), owner=None)
    return wanted


def _open(wanted: Q) -> QuerySet[Obligation]:
    return _ranked(wanted & Q(state=State.OPEN))


def _ranked(wanted: Q) -> QuerySet[Obligation]:
    last = Step.objects.filter(obligation=OuterRef("pk"), what=StepTaken.ESCALATED).order_by("-number")
    rows = Obligation.objects.filter(wanted).select_related("owner").defer("waived_reason")
    return rows.annotate(
        last_rung=Subquery(last.values("rung")[:1]),
        last_told_at=Subquery(last.values("at")[:1]),
        rank=Case(When(kind__in=rules.urgent_kinds(), then=Value(0)), default=Value(1)),
    ).order_by("rank", "due_at", "pk")


def _names(actor: Actor, rows: Iterable[Obligation], known: Mapping[UUID, Person] | None = None) -> dict[UUID, str]:
    """The names of the clients of those rows whose reader may know them."""
    numbers = numbers_in(actor, rows)
    people = people_behind(numbers) if known is None else known
    return {number: people[number].name for number in numbers if number in people}


def _shown(actor: Actor, row: Obligation, whom: str, calendar: Calendar, at: datetime) -> Owed:
    span = span_of(row, at)
    return Owed(
        pk=row.pk,
        verb=verb_of(row.kind),
        whom=whom,
        owner=owner_words(row),
        told=_told(row, at),
        due="life" if is_urgent(row) else {"late": "late", "today": "soon"}.get(span, ""),
        due_words=due_words(row, calendar, at),
        mine=policy.owes(actor, row),
        is_late=span == "late",
    )


def _whom(row: Obligation, names: dict[UUID, str], subjects: dict[UUID, str]) -> str:
    """About whom it is; where it is about no client, what its kind says of the subject."""
    if row.about_id is None:
        return subjects.get(row.subject, "")
    return names.get(row.about_id) or _("一位来访者")


def _told(row: Obligation, at: datetime) -> str:
    rung, told_at = getattr(row, "last_rung", None), getattr(row, "last_told_at", None)
    if not rung or told_at is None:
        return ""
    return _("%(when)s已告知%(whom)s") % {"when": day_words(told_at, at), "whom": rung_words(rung)}


@dataclass(frozen=True)
class StepShown:
    """One step in words."""

    at: datetime
    what: str
    whom: str


@dataclass(frozen=True)
class ObligationShown:
    """One promise with its history, and what this reader may do about it."""

    row: Obligation
    owed: Owed
    person: Person | None
    steps: tuple[StepShown, ...]
    late: bool
    reason: str
    may_keep: bool
    may_waive: bool
    receivers: tuple[Staff, ...]


def obligation_for(actor: Actor, obligation: UUID, at: datetime) -> ObligationShown:
    """One promise for its page. Raises `Missing` for a stranger, as for what does not exist."""
    row = Obligation.objects.filter(policy.visible(actor), pk=obligation).select_related("owner", "ended_by").first()
    if row is None:
        raise Missing(Obligation._meta.label_lower, obligation)
    is_open = row.state == State.OPEN
    may_keep = is_open and policy.may_keep(actor, row)
    calendar = school_calendar(local(at).date())
    people = people_behind(numbers_in(actor, [row]))
    whom = _whom(row, _names(actor, [row], people), subject_words(actor, [row]))
    return ObligationShown(
        row=row,
        owed=_shown(actor, row, whom, calendar, at),
        person=people.get(row.about_id) if row.about_id else None,
        steps=_steps(row),
        late=row.is_late(at),
        reason=row.waived_reason or "",
        may_keep=may_keep,
        may_waive=is_open and policy.may_waive(actor, row),
        receivers=tuple(_receivers(row, local(at).date())) if may_keep else (),
    )


def _steps(row: Obligation) -> tuple[StepShown, ...]:
    steps: Sequence[Step] = list(Step.objects.filter(obligation=row).order_by("number"))
    people = staff_by_pk({person for step in steps for person in step.told})
    return tuple(
        StepShown(
            at=step.at,
            what=str(StepTaken(step.what).label),
            whom=_("、").join(people[person].name for person in step.told if person in people)
            or (rung_words(step.rung) if step.rung else ""),
        )
        for step in steps
    )


def _receivers(row: Obligation, on: date) -> list[Staff]:
    """To whom it can be handed: counsellors, as what is about a person may go to nobody else."""
    return [person for person in staff_holding(Post.COUNSELLOR, on) if person.pk != row.owner_id]
