"""The page of one client, with the sealed columns opened; the reading is on record before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Actor
from xinqiao.core.clock import today
from xinqiao.register.consents import policy, rules
from xinqiao.register.consents.models import PRINTED, Asked, Consent, ConsentRequest
from xinqiao.register.consents.rules import (
    Band,
    Circumstances,
    ConsentStanding,
    Giver,
    Purpose,
    SchoolAsks,
    Signature,
    papers_for,
)
from xinqiao.register.people.models import ClientKind
from xinqiao.register.people.selectors import Person

from .situations import carer_of, circumstances_of, light_guardians, who_may_consent
from .stands import Loaded, age_of, all_who_must, as_signed, band_on, school_asks, standings_by_purpose

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
    signature: Signature | None = None


@dataclass(frozen=True)
class RequestShown:
    """A question on somebody's own page, as the counsellor sees it: to whom, about what, and how it stands."""

    row: ConsentRequest
    who: str
    note: str

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered, and taken off."""
        return self.row.state in {Asked.WAITING, Asked.DECLINED}


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
    requests: list[RequestShown]
    circumstances: Circumstances
    can_ask: bool

    @property
    def counselling(self) -> ConsentStanding:
        """Consent to the work itself."""
        return self.standings[Purpose.COUNSELLING]

    @property
    def recording(self) -> ConsentStanding:
        """Consent to sound and pictures."""
        return self.standings[Purpose.RECORDING]

    @property
    def others(self) -> list[ConsentStanding]:
        """The purposes beside these two of which anything was ever said."""
        said = {one.row.purpose for one in self.rows}
        shown = {Purpose.COUNSELLING, Purpose.RECORDING}
        return [one for purpose, one in self.standings.items() if purpose in said and purpose not in shown]

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
        standings=_standings(loaded, band, asks, on),
        requests=_requests(loaded.client.pk),
        circumstances=loaded.circumstances,
        can_ask=person.kind in (ClientKind.STUDENT, ClientKind.GUARDIAN),
        rows=[_shown(row, on) for row in loaded.rows],
        guardians=guardians_of(person, loaded.circumstances, on, band),
        asks=asks,
        papers=[(slug, str(PAPERS[slug])) for slug in papers_for(loaded.person.kind, loaded.age.grade)],
    )


def guardians_of(
    person: Person, here: Circumstances | None = None, on: date | None = None, band: Band | None = None
) -> list[GuardianShown]:
    """Who may consent for a pupil: custody or a delegation in writing, and nobody who is barred; for an adult nobody."""
    if person.kind is not ClientKind.STUDENT:
        return []
    day = on or today()
    if band is None:
        age = age_of(person)
        band = rules.band_of(person.kind, age.born, age.grade, day)
    circumstances = circumstances_of(person.number) if here is None else here
    rows = list(light_guardians(person.pk))
    may = who_may_consent([carer_of(row) for row in rows], band, circumstances, day)
    return [GuardianShown(row.pk, row.name, row.get_relation_display()) for row in rows if row.pk in may]


def _standings(loaded: Loaded, band: Band, asks: SchoolAsks, on: date) -> dict[Purpose, ConsentStanding]:
    here = loaded.circumstances
    everyone = all_who_must(loaded.person, band, here, on)
    return standings_by_purpose(as_signed(loaded.rows, asks, opens=bool(everyone)), band, asks, on, here, everyone)


def _requests(client: UUID) -> list[RequestShown]:
    """The questions put on somebody's page, the newest first, with whom they were put to."""
    rows = ConsentRequest.objects.filter(client=client).select_related("asked_by").order_by("-asked_at")[:20]
    return [
        RequestShown(row, row.detail.get("name") or str(Giver.CLIENT.label), str(row.detail.get("note", "")))
        for row in rows
    ]


def _shown(row: Consent, on: date) -> ConsentRow:
    detail, ended = row.detail or {}, row.ended_detail or {}
    signed = as_signed([row])
    named = [str(detail[key]) for key in ("name", "relation") if detail.get(key)]
    return ConsentRow(
        row=row,
        who=_("，").join([str(Giver(row.given_by).label), *named]),
        covers=any(one.covers(on) for one in signed),
        reason=str(detail.get("reason", "") or detail.get("note", "")),
        ended=_("自己在屏幕上撤回") if ended.get("on_screen") else str(ended.get("how", "")),
        signature=Signature.from_kept(detail["signature"]) if detail.get("signature") else None,
    )
