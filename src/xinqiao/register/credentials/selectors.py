"""What is there, what is lacking, and what runs out."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import CharField, QuerySet, Value
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Missing, Post
from xinqiao.core.clock import local
from xinqiao.register.credentials import policy, rules
from xinqiao.register.credentials.models import ConfidentialityAgreement, Qualification
from xinqiao.register.credentials.rules import Ending, Lack, Need, Paper, Standing
from xinqiao.register.people.models import POST_LABELS, PostHeld, Staff
from xinqiao.register.people.selectors import posts_on, staff_by_pk

__all__ = [
    "Lack",
    "Line",
    "Need",
    "RunsOut",
    "agreement_for",
    "has_signed",
    "lines",
    "may_counsel",
    "papers_in_words",
    "person_page",
    "qualification_for",
    "running_out",
    "staff_for",
    "witnesses_for",
]

TEAM = tuple(post.value for post in rules.NEEDED_BY_POST)


@dataclass(frozen=True)
class Line:
    """One member of the team: posts held, what has to be there, what is lacking, what runs out."""

    staff: Staff
    held: tuple[Post, ...]
    needs: tuple[Need, ...]
    standing: Standing
    endings: tuple[Ending, ...]

    @property
    def posts(self) -> str:
        """The posts in words."""
        return _("，").join(str(POST_LABELS[post]) for post in self.held)

    @property
    def soon(self) -> tuple[Ending, ...]:
        """What is still good and runs out within sixty days."""
        return tuple(one for one in self.endings if not one.is_over)


@dataclass(frozen=True)
class RunsOut:
    """A paper of somebody's that runs out or has run out, with nothing to take over."""

    staff: UUID
    is_director: bool
    ending: Ending


@dataclass(frozen=True)
class PersonPage:
    """Everything about one person's papers, those that count no more too."""

    line: Line
    qualifications: list[Qualification]
    agreements: list[ConfidentialityAgreement]


def may_counsel(staff: UUID, on: date) -> Standing:
    """Whether somebody may counsel on a day, and what is lacking with what to do about it (STF-02, STF-06).

    This is the door for other areas: before a case is given to somebody, before a
    record opens. The rule itself is `rules.standing`.
    """
    return rules.standing(_papers([staff])[staff], on)


def has_signed(staff: UUID, on: date) -> bool:
    """Whether a promise of secrecy stands on a day (STF-06), in one statement: for every record that opens."""
    return rules.standing([paper for _owner, paper in _agreements([staff])], on).has_signed


def lines(actor: Actor, on: date) -> list[Line]:
    """Everybody on the team, for the director; whoever lacks something first."""
    if not policy.may_keep_credentials(actor):
        return []
    found = _team_lines(on)
    return sorted(found, key=lambda line: (line.standing.ok, not line.endings, line.staff.sort_key))


def running_out(on: date) -> list[RunsOut]:
    """What runs out within sixty days or has run out, over the whole team: for the program's own promises.

    What was withdrawn, with nothing in its place, has run out the day before.
    """
    team = _team(on)
    papers = _papers(one.pk for one in team)
    for owner, paper in _withdrawn(papers):
        papers[owner].append(paper)
    return [
        RunsOut(person.pk, Post.DIRECTOR in posts, ending)
        for person, posts in team.items()
        for ending in rules.endings(papers[person.pk], on, rules.needs_of(posts))
    ]


def papers_in_words(actor: Actor, papers: Collection[UUID]) -> dict[UUID, str]:
    """Which papers these are, and whose unless they are the reader's own; only what the reader may see. One statement."""
    seen = policy.visible(actor)
    columns = ("pk", "staff_id", "staff__name")
    shown = Qualification.objects.filter(seen, pk__in=papers).values_list(*columns, "kind")
    agreement = Value(Need.AGREEMENT.value, output_field=CharField())
    signed = ConfidentialityAgreement.objects.filter(seen, pk__in=papers).values_list(*columns, agreement)
    return {
        pk: _in_words("" if owner == actor.pk else name, Need(kind)) for pk, owner, name, kind in shown.union(signed)
    }


def person_page(actor: Actor, staff: UUID, on: date) -> PersonPage:
    """One person's papers. Raises `Missing`, also for whoever may not see them."""
    person = staff_for(actor, staff)
    seen = policy.visible(actor)
    held = _held(on).filter(staff=person)
    return PersonPage(
        _line(person, [Post(row.post) for row in held], _papers([person.pk])[person.pk], on),
        list(
            Qualification.objects.filter(seen, staff=person).select_related("seen_by").order_by("kind", "-valid_from")
        ),
        list(
            ConfidentialityAgreement.objects.filter(seen, staff=person).select_related("seen_by").order_by("-signed_on")
        ),
    )


def staff_for(actor: Actor, staff: UUID) -> Staff:
    """Whose papers these are. Raises `Missing`, also for whoever may not see them."""
    person = staff_by_pk([staff]).get(staff)
    if person is None or not policy.may_see_of(actor, person):
        raise Missing("people.staff", staff)
    return person


def qualification_for(actor: Actor, pk: UUID) -> Qualification:
    """One qualification. Raises `Missing`."""
    found = Qualification.objects.filter(policy.visible(actor), pk=pk).select_related("staff").first()
    if found is None:
        raise Missing("credentials.qualification", pk)
    return found


def agreement_for(actor: Actor, pk: UUID) -> ConfidentialityAgreement:
    """One agreement. Raises `Missing`."""
    found = ConfidentialityAgreement.objects.filter(policy.visible(actor), pk=pk).select_related("staff").first()
    if found is None:
        raise Missing("credentials.confidentialityagreement", pk)
    return found


def witnesses_for(staff: UUID, on: date) -> list[Staff]:
    """Who may be named as having seen this person's original."""
    held = posts_on(on).filter(post__in=[post.value for post in rules.WITNESS_POSTS]).exclude(staff=staff)
    ranks = {post.value: rank for rank, post in enumerate(rules.WITNESS_POSTS)}
    ordered = sorted(held, key=lambda row: (ranks[row.post], row.staff.sort_key))
    return list(dict.fromkeys(row.staff for row in ordered))


def _held(on: date) -> QuerySet[PostHeld]:
    return posts_on(on).filter(post__in=TEAM)


def _team(on: date) -> dict[Staff, list[Post]]:
    """Who works in the room, by name, with the posts that ask for papers."""
    team: dict[Staff, list[Post]] = defaultdict(list)
    for row in _held(on).order_by("staff__sort_key", "post"):
        team[row.staff].append(Post(row.post))
    return team


def _team_lines(on: date) -> list[Line]:
    team = _team(on)
    papers = _papers(one.pk for one in team)
    return [_line(person, posts, papers[person.pk], on) for person, posts in team.items()]


def _line(person: Staff, posts: Iterable[Post], papers: list[Paper], on: date) -> Line:
    held = tuple(dict.fromkeys(posts))
    needs = rules.needs_of(held)
    return Line(person, held, needs, rules.standing(papers, on, needs), rules.endings(papers, on, needs))


def _papers(staff: Iterable[UUID]) -> dict[UUID, list[Paper]]:
    """What counts, by person; what was withdrawn does not."""
    found: dict[UUID, list[Paper]] = {pk: [] for pk in staff}
    for one in Qualification.objects.filter(staff__in=found, withdrawn_at=None).defer("number"):
        found[one.staff_id].append(Paper(one.pk, Need(one.kind), one.valid_from, one.valid_to))
    for owner, paper in _agreements(found):
        found[owner].append(paper)
    return found


def _withdrawn(staff: Iterable[UUID]) -> list[tuple[UUID, Paper]]:
    """What counts no more, with whose it was, as good to the day before: something has to take its place."""
    found = []
    for one in Qualification.objects.filter(staff__in=list(staff), withdrawn_at__isnull=False).defer("number"):
        if one.withdrawn_at is not None:
            last = min(one.valid_to or date.max, local(one.withdrawn_at).date() - timedelta(days=1))
            if one.valid_from <= last:
                found.append((one.staff_id, Paper(one.pk, Need(one.kind), one.valid_from, last)))
    return found


def _in_words(name: str, need: Need) -> str:
    return _("%(name)s：%(what)s") % {"name": name, "what": need.label} if name else str(need.label)


def _agreements(staff: Iterable[UUID]) -> list[tuple[UUID, Paper]]:
    """The agreements that were ever good, with whose they are: one is good to the day before it was ended."""
    found = []
    for signed in ConfidentialityAgreement.objects.filter(staff__in=list(staff)):
        last = signed.until
        if signed.ended_on is not None:
            last = min(signed.ended_on - timedelta(days=1), last or date.max)
        if last is None or last >= signed.signed_on:
            found.append((signed.staff_id, Paper(signed.pk, Need.AGREEMENT, signed.signed_on, last)))
    return found
