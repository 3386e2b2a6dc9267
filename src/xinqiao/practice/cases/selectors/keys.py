"""Who can open a case: as its key was granted, and not as a sentence has it."""

from dataclasses import dataclass
from datetime import datetime

from xinqiao.core.access import Post
from xinqiao.core.clock import local
from xinqiao.core.vault.grants import standing_grants
from xinqiao.practice.cases.models import Case
from xinqiao.register.people.models import Staff
from xinqiao.register.people.selectors import staff_or_holding


@dataclass(frozen=True)
class Holder:
    """Somebody, or a team, with the key of a case."""

    name: str
    until: datetime | None
    is_counsellor: bool = False


@dataclass(frozen=True)
class WhoOpens:
    """The keys of a case, the directors, and those of them without a key, who might be thought to have it."""

    holders: tuple[Holder, ...]
    is_in_envelope: bool
    counsellor_waits: bool
    directors: tuple[Staff, ...]
    directors_without: tuple[Staff, ...]


def who_opens(case: Case, at: datetime) -> WhoOpens:
    """Who holds the key of a case: two statements, for whoever has asked the rules about it."""
    grants = standing_grants(case.dossier, at=at)
    until = {one.to_person.owner: one.until for one in grants if one.to_person}
    teams = [Holder(one.to_team.name, one.until) for one in grants if one.to_team]
    staff = staff_or_holding(until, Post.DIRECTOR, local(at).date())
    people = [Holder(one.name, until[one.pk], one.pk == case.counsellor_id) for one in staff if one.pk in until]
    return WhoOpens(
        (*sorted(people, key=lambda one: not one.is_counsellor), *teams),
        is_in_envelope=any(one.to_recovery_id for one in grants),
        counsellor_waits=case.counsellor_id not in until,
        directors=tuple(one for one, directs in staff.items() if directs),
        directors_without=tuple(one for one, directs in staff.items() if directs and one.pk not in until),
    )
