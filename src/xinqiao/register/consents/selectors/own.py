"""What the own door shows: what waits to be decided, what was agreed to, and the words that fit the reader."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Missing
from xinqiao.register.consents import policy, rules
from xinqiao.register.consents.models import Asked, Consent, ConsentRequest, EndedBecause
from xinqiao.register.consents.rules import ORDINARY, Circumstances, Giver, Purpose, Question, Reader, Text
from xinqiao.register.people.models import ClientKind, Guardian
from xinqiao.register.people.selectors import Person, people_behind, person_behind

from .situations import carers_of, circumstances_of, who_may_consent
from .stands import Age, Loaded, age_of, as_signed, band_on, kept_years, school_asks

NOBODYS = Reader.TWELVE


@dataclass(frozen=True)
class Waiting:
    """Something that waits to be decided: who asks, about what, and for a guardian about which child."""

    request: UUID
    asker: str
    purpose: Purpose
    child: str = ""

    @property
    def sentence(self) -> str:
        """One sentence for the card of the home page."""
        words = {"asker": self.asker, "what": self.purpose.label, "child": self.child}
        if self.child:
            return _("%(asker)s想请你为%(child)s决定一件事：%(what)s。") % words
        return _("%(asker)s想问你一件事：%(what)s。") % words


@dataclass(frozen=True)
class Mine:
    """One thing that somebody agreed to, or said no to."""

    pk: UUID
    purpose: Purpose
    way: str
    since: date
    until: date | None
    ended: date | None
    stands: bool
    child: str


@dataclass(frozen=True)
class OwnConsents:
    """The page of what I agreed to: what stands, what is over, what I said no to, and what still waits."""

    standing: list[Mine]
    over: list[Mine]
    declined: list[Waiting]
    waiting: list[Waiting]

    @property
    def is_empty(self) -> bool:
        """Nothing was ever asked."""
        return not (self.standing or self.over or self.declined or self.waiting)


@dataclass(frozen=True)
class ToDecide:
    """One question as it is read and decided: the words for this reader, and what the counsellor wrote to it."""

    request: ConsentRequest
    question: Question
    asker: str
    note: str
    child: str
    asks_home_too: bool


def waiting_for(actor: Actor) -> list[Waiting]:
    """What waits for somebody to decide, the oldest first; for the home page. An account begun with a slip alone sees none."""
    return _waiting(actor, Asked.WAITING)


def reader_for(actor: Actor, on: date) -> Reader:
    """Whose words fit the one who reads."""
    person = person_behind(actor.pk) if actor.pk else None
    return _reader(person, on)


def notice(actor: Actor, on: date) -> Text:
    """What the service is, in words that fit."""
    return rules.notice_for(reader_for(actor, on), get_language() or "", kept_years())


def to_decide(request: ConsentRequest, loaded: Loaded, on: date) -> ToDecide:
    """What is put before the one who decides. `loaded` is whom it is about; the rules have been asked."""
    return _to_decide(request, loaded.person, loaded.age, loaded.circumstances, on)


def is_entitled(loaded: Loaded, number: UUID, giver: Giver, on: date) -> bool:
    """Whether whoever stands behind a number may still decide for this client: themselves, or a guardian who may consent."""
    if giver is Giver.CLIENT:
        return number == loaded.client.pk
    guardian = person_behind(number)
    if guardian is None or guardian.kind is not ClientKind.GUARDIAN or loaded.person.kind is not ClientKind.STUDENT:
        return False
    band = band_on(loaded, on)
    return guardian.pk in who_may_consent(carers_of(loaded.person.pk), band, loaded.circumstances, on)


def is_signer(consent: Consent, number: UUID) -> bool:
    """Whether it was this person who signed, on paper or on the screen."""
    if consent.given_by == Giver.CLIENT:
        return consent.client_id == number
    detail, person = consent.detail or {}, person_behind(number)
    return person is not None and detail.get("guardian") == str(person.pk)


def own_consents(actor: Actor, on: date) -> OwnConsents:
    """What somebody agreed to on paper and on the screen, and what they were asked."""
    rows = Consent.objects.filter(policy.own_consents(actor)).exclude(ended_because=EndedBecause.MISTAKE)
    found = list(rows.order_by("-signed_on", "-entered_at"))
    me, names = _me_and_children(actor, {row.client_id for row in found})
    mine = [row for row in found if _signed_by(row, me) and policy.may_see_own(actor, row, _signed_by(row, me))]
    asks = school_asks() if mine else None
    shown = [_mine(row, one.covers(on), actor, names) for row, one in zip(mine, as_signed(mine, asks), strict=True)]
    asked = _waiting_rows(actor, Asked.WAITING, Asked.DECLINED)
    return OwnConsents(
        [one for one in shown if one.stands],
        [one for one in shown if not one.stands],
        [_as_waiting(row, actor, names) for row in asked if row.state == Asked.DECLINED],
        [_as_waiting(row, actor, names) for row in asked if row.state == Asked.WAITING],
    )


def own_request(actor: Actor, pk: UUID, on: date) -> ToDecide:
    """One question to its reader. Raises `Missing` for anybody else, and where it is no longer for them to decide.

    Whether a guardian may act was worked out for this very request; deciding asks it again.
    """
    request = ConsentRequest.objects.filter(policy.requests_to(actor), pk=pk).select_related("asked_by").first()
    person = person_behind(request.client_id) if request else None
    if request is None or person is None:
        raise Missing("consents.consentrequest", pk)
    if request.giver == Giver.GUARDIAN:
        return _to_decide(request, person, Age(), ORDINARY, on)
    return _to_decide(request, person, age_of(person), circumstances_of(request.client_id), on)


def own_consent(actor: Actor, pk: UUID, on: date) -> Mine:
    """One thing that somebody agreed to. Raises `Missing` for anybody else."""
    found = (
        Consent.objects.filter(policy.own_consents(actor), pk=pk).exclude(ended_because=EndedBecause.MISTAKE).first()
    )
    if found is None or actor.pk is None or not policy.may_see_own(actor, found, is_signer(found, actor.pk)):
        raise Missing("consents.consent", pk)
    _, names = _me_and_children(actor, {found.client_id})
    (signed,) = as_signed([found], school_asks())
    return _mine(found, signed.covers(on), actor, names)


def _to_decide(request: ConsentRequest, person: Person, age: Age, here: Circumstances, on: date) -> ToDecide:
    purpose, by_guardian = Purpose(request.purpose), request.giver == Giver.GUARDIAN
    reader, asks_home_too = Reader.ADULT, False
    if not by_guardian:
        reader = rules.reader_of(person.kind, age.born, age.grade, on)
        band = rules.band_of(person.kind, age.born, age.grade, on)
        asks_home_too = Giver.GUARDIAN in rules.needed(purpose, band, school_asks(), here)
    return ToDecide(
        request,
        rules.question_for(reader, purpose, get_language() or ""),
        request.asked_by.name,
        str(request.detail.get("note", "")),
        person.name if by_guardian else "",
        asks_home_too,
    )


def _reader(person: Person | None, on: date) -> Reader:
    if person is None:
        return NOBODYS
    age = age_of(person)
    return rules.reader_of(person.kind, age.born, age.grade, on)


def _me_and_children(actor: Actor, clients: set[UUID]) -> tuple[Person | None, dict[UUID, str]]:
    """Who the reader is and what the children are called; asked only where a guardian has something to see."""
    if actor.pk is None or not clients - {actor.pk}:
        return None, {}
    people = people_behind([*clients, actor.pk])
    return people.get(actor.pk), {number: one.name for number, one in people.items() if number != actor.pk}


def _signed_by(row: Consent, me: Person | None) -> bool:
    if row.given_by == Giver.CLIENT:
        return True
    return me is not None and (row.detail or {}).get("guardian") == str(me.pk)


def _mine(row: Consent, stands: bool, actor: Actor, names: dict[UUID, str]) -> Mine:
    return Mine(
        row.pk,
        Purpose(row.purpose),
        str(row.get_way_display()),
        row.signed_on,
        row.valid_until,
        row.ended_at.date() if row.ended_at else None,
        stands,
        names.get(row.client_id, "") if row.client_id != actor.pk else "",
    )


def _waiting_rows(actor: Actor, *states: Asked) -> list[ConsentRequest]:
    rows = ConsentRequest.objects.filter(policy.requests_to(actor), state__in=states)
    return list(rows.select_related("asked_by").order_by("asked_at", "pk"))


def _waiting(actor: Actor, *states: Asked) -> list[Waiting]:
    rows = _waiting_rows(actor, *states)
    _, names = _me_and_children(actor, {row.client_id for row in rows})
    return [_as_waiting(row, actor, names) for row in rows]


def _as_waiting(row: ConsentRequest, actor: Actor, names: dict[UUID, str]) -> Waiting:
    child = names.get(row.client_id, "") if row.client_id != actor.pk else ""
    return Waiting(row.pk, row.asked_by.name, Purpose(row.purpose), child)


def guardian_named(number: UUID) -> Guardian | None:
    """The guardian behind a number, for what is written beside the signature."""
    person = person_behind(number)
    return Guardian.objects.filter(pk=person.pk).first() if person and person.kind is ClientKind.GUARDIAN else None
