"""A roster goes in: read, looked at, confirmed, applied. All of a file or nothing."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core import clock
from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.ledger import record
from xinqiao.register.people import policy
from xinqiao.register.people.events import RosterDropped, RosterImported, RosterRead
from xinqiao.register.people.models import RosterDraft, RosterImport, School
from xinqiao.register.people.roster.entries import Roster
from xinqiao.register.people.roster.plan import Plan
from xinqiao.register.people.roster.storage import dump
from xinqiao.register.people.selectors.rosters import (
    DRAFT_LASTS,
    draft_roster,
    own_draft,
    plan_roster,
    roster_year,
)
from xinqiao.register.people.services._roster_writing import write_plan
from xinqiao.register.people.services.clients import prepare_numbers

Progress = Callable[[str, int], None]


def _quietly(stage: str, done: int) -> None:
    """Nobody watches."""


@transaction.atomic
def keep_draft(*, actor: Actor, roster: Roster, digest: str, at: datetime) -> RosterDraft:
    """Keep what was read, sealed, until somebody says yes or a day has passed."""
    grant = require(actor, policy.may_import_roster)
    draft = RosterDraft.objects.create(made_by_id=actor.pk, made_at=at, digest=digest, content=dump(roster))
    record(RosterRead(subject=draft.pk), grant, at=at)
    return draft


@transaction.atomic
def drop_draft(*, actor: Actor, draft: UUID, at: datetime) -> None:
    """Throw away what was read."""
    taken = take(RosterDraft, draft)
    grant = require(actor, policy.may_use_draft, taken)
    record(RosterDropped(subject=taken.pk), grant, at=at)
    taken.delete()


@transaction.atomic
def drop_old_drafts(*, actor: Actor, at: datetime) -> int:
    """Throw away what nobody said yes to within a day; how many there were."""
    grant = require(actor, policy.may_import_roster)
    old = list(RosterDraft.objects.filter(made_at__lt=at - DRAFT_LASTS).values_list("pk", flat=True))
    for draft in old:
        record(RosterDropped(subject=draft), grant, at=at)
    RosterDraft.objects.filter(pk__in=old).delete()
    return len(old)


def apply_draft(
    *,
    actor: Actor,
    draft: UUID,
    confirmed: Collection[str],
    seen: str,
    at: datetime,
    invented: bool = False,
) -> RosterImport:
    """Apply a roster that was previewed, with the guesses that were confirmed.

    Raises Problem when the register has changed since the preview.
    """
    mine = own_draft(actor=actor, draft=draft, at=at)
    prepare_numbers(_people(draft_roster(mine)))
    with transaction.atomic():
        taken = take(RosterDraft, draft)
        require(actor, policy.may_use_draft, taken)
        roster = draft_roster(taken)
        done = _apply(actor, roster, taken.digest, confirmed, invented=invented, seen=seen, at=at)
        taken.delete()
    return done


def _people(roster: Roster) -> int:
    """How many client numbers could be needed at most."""
    return len(roster.entries) + sum(len(entry.guardians) for entry in roster.entries)


def import_roster(
    *,
    actor: Actor,
    roster: Roster,
    digest: str,
    at: datetime,
    confirmed: Collection[str] = frozenset(),
    invented: bool = False,
    progress: Progress = _quietly,
) -> RosterImport:
    """Apply a roster in one step, as the command does."""
    require(actor, policy.may_import_roster)
    prepare_numbers(_people(roster))
    with transaction.atomic():
        return _apply(actor, roster, digest, confirmed, invented=invented, at=at, progress=progress)


def _apply(
    actor: Actor,
    roster: Roster,
    digest: str,
    confirmed: Collection[str],
    *,
    invented: bool,
    at: datetime,
    seen: str = "",
    progress: Progress = _quietly,
) -> RosterImport:
    """Compare with the register as it is now, write, and record once for the whole file."""
    school = take(School, _school())
    grant = require(actor, policy.may_import_roster)
    if school.invented and not invented:
        raise Problem(_("这里是演示学校，不收真实的名册。如果文件里都是虚构的人，请先注明。"), status=422)
    on = clock.local(at).date()
    year = roster_year(roster.year, on)
    if seen and plan_roster(actor=actor, roster=roster, year=year, on=on).fingerprint() != seen:
        raise Problem(_("你看过预览以后，名册有了变动。请再看一遍，然后确认。"))
    plan = plan_roster(actor=actor, roster=roster, year=year, on=on, confirmed=confirmed)
    write_plan(plan, year, left_on=on, progress=lambda students: progress("written", students))
    done = RosterImport.objects.create(applied_by_id=actor.pk, applied_at=at, digest=digest, **_counts(plan))
    record(RosterImported(subject=done.pk), grant, rows=[done], at=at)
    return done


def _school() -> UUID:
    school = School.objects.first()
    if school is None:
        raise Problem(_("学校还没有建好。请先运行 xinqiao setup。"))
    return school.pk


def _counts(plan: Plan) -> dict[str, int]:
    counts = plan.counts()
    return {
        "added": counts["added"],
        "changed": counts["changed"] + counts["returned"],
        "left": counts["left"],
        "unchanged": plan.unchanged,
        "refused": counts["refused"],
    }
