"""The page of one client, with the sealed columns opened; the reading is on record before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Actor
from xinqiao.register.consents import policy
from xinqiao.register.consents.models import PRINTED, Consent
from xinqiao.register.consents.rules import Band, ConsentStanding, Giver, Purpose, SchoolAsks, papers_for
from xinqiao.register.people.models import ClientKind, Guardian
from xinqiao.register.people.selectors import Person

from .stands import Loaded, as_signed, band_on, school_asks, standings_by_purpose

# What there is to print, in the order in which it is read and signed.
PAPERS: dict[str, str | Promise] = {
    "client-notice": gettext_lazy("来访者须知与个人信息处理告知书"),
    "client-notice-primary": gettext_lazy("来访须知（小学生）"),
    **{form.value: form.label for form in PRINTED},
    "consent-withdrawal": gettext_lazy("撤回同意申请单"),
}


@dataclass(frozen=True)
class GuardianShown:
    """A guardian of a pupil who may consent."""

    pk: UUID
    name: str
    relation: str


@dataclass(frozen=True)
class ConsentRow:
    """A line of the history, opened."""

    row: Consent
    who: str
    covers: bool
    reason: str
    ended: str


@dataclass(frozen=True)
class ConsentsPage:
    """What one client agreed to: how it stands, what is missing, and the history."""

    client: UUID
    name: str
    detail: str
    known: bool
    kind: ClientKind
    band: Band
    standings: Mapping[Purpose, ConsentStanding]
    rows: list[ConsentRow]
    guardians: list[GuardianShown]
    asks: SchoolAsks
    papers: list[tuple[str, str]]

    @property
    def counselling(self) -> ConsentStanding:
        """Consent to the work itself."""
        return self.standings[Purpose.COUNSELLING]

    @property
    def recording(self) -> ConsentStanding:
        """Consent to sound and pictures."""
        return self.standings[Purpose.RECORDING]

    @property
    def standing_rows(self) -> list[ConsentRow]:
        """What could be taken back."""
        return [one for one in self.rows if one.covers]

    @property
    def by_age_unknown(self) -> bool:
        """Whether the age of somebody from outside is taken for granted."""
        return self.kind is ClientKind.OUTSIDER


def consents_page(actor: Actor, loaded: Loaded, on: date) -> ConsentsPage:
    """The page of one client; it opens the sealed columns, so the reading is on record before."""
    known = policy.may_know_whom(actor, loaded.client, loaded.whose)
    person, asks, band = loaded.person, school_asks(), band_on(loaded, on)
    return ConsentsPage(
        client=loaded.client.pk,
        name=person.name if known else _("一位教职工"),
        detail=person.detail if known else "",
        known=known,
        kind=person.kind,
        band=band,
        standings=standings_by_purpose(loaded.signed, band, asks, on),
        rows=[_shown(row, on) for row in loaded.rows],
        guardians=guardians_of(person),
        asks=asks,
        papers=[(slug, str(PAPERS[slug])) for slug in papers_for(loaded.person.kind, loaded.age.grade)],
    )


def guardians_of(person: Person) -> list[GuardianShown]:
    """Who may consent for a pupil: the guardians who have custody."""
    if person.kind is not ClientKind.STUDENT:
        return []
    rows = Guardian.objects.filter(student=person.pk, has_custody=True).only("name", "relation").order_by("name", "pk")
    return [GuardianShown(row.pk, row.name, row.get_relation_display()) for row in rows]


def _shown(row: Consent, on: date) -> ConsentRow:
    detail, ended = row.detail or {}, row.ended_detail or {}
    signed = as_signed([row])
    named = [str(detail[key]) for key in ("name", "relation") if detail.get(key)]
    return ConsentRow(
        row=row,
        who=_("，").join([str(Giver(row.given_by).label), *named]),
        covers=any(one.covers(on) for one in signed),
        reason=str(detail.get("reason", "")),
        ended=str(ended.get("how", "")),
    )
