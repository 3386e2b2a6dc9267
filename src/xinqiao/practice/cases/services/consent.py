"""What is owed while consent is not all on paper, runs out, or was taken back."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from xinqiao.core.access import Actor, Grant
from xinqiao.core.clock import at_local, local
from xinqiao.office.obligations.models import Obligation
from xinqiao.office.obligations.services import keep, promise
from xinqiao.practice.cases import selectors
from xinqiao.practice.cases.models import Case
from xinqiao.register.consents.selectors import ConsentStanding, Giver, Purpose, running_out, standing
from xinqiao.register.consents.services import note_verbal_consent, record_paper_consent

from .promises import AT_FIVE, CONSENT, CONSENT_RENEWAL, CONSENT_WITHDRAWN

MISSING_WITHIN = timedelta(days=3)
WITHDRAWN_WITHIN = timedelta(days=1)
KINDS = (CONSENT.key, CONSENT_RENEWAL.key, CONSENT_WITHDRAWN.key)


@dataclass(frozen=True)
class GivenNow:
    """A consent that comes with the opening: the form signed on a day, or a word and why it has to do for now."""

    by: Giver
    signed_on: date | None = None
    reason: str = field(default="", repr=False)
    detail: dict[str, str] | None = field(default=None, repr=False)


def take_in(*, actor: Actor, client: UUID, given: tuple[GivenNow, ...], token: UUID, at: datetime) -> None:
    """Part of opening: what was signed or said goes into the book of consents, once for each sent form."""
    for one in given:
        own = uuid5(token, one.by.value)
        if one.signed_on is None:
            note_verbal_consent(
                actor=actor, client=client, given_by=one.by, reason=one.reason, token=own, at=at, detail=one.detail
            )
        else:
            record_paper_consent(
                actor=actor,
                client=client,
                purpose=Purpose.COUNSELLING,
                given_by=one.by,
                signed_on=one.signed_on,
                valid_until=None,
                token=own,
                at=at,
                detail=one.detail,
            )


def consent_of(client: UUID, at: datetime) -> ConsentStanding:
    """How the client's consent to counselling stood, or stands, on the day of this moment."""
    return standing(client, Purpose.COUNSELLING, local(at).date())


def owe_consent(*, case: Case, grant: Grant, at: datetime, by_itself: bool = False) -> None:
    """Part of opening a case, of every change of consent, and of the program's round (`by_itself`).

    A word has to become a paper, what is missing has to come, what runs out has
    to be signed anew, and a withdrawal is dealt with. What is settled is kept.
    """
    now_standing, known = consent_of(case.client_id, at), _open_promises(case)
    wanted = _wanted(case, now_standing, known.get(CONSENT_RENEWAL.key), at)
    for kind, row in known.items():
        # The first form was renewed and another runs out later: that one has its own day.
        is_of_an_earlier_day = kind == CONSENT_RENEWAL.key and kind in wanted and row.due_at < wanted[kind]
        if kind not in wanted or is_of_an_earlier_day:
            keep(grant=grant, kind=kind, subject=case.pk, at=at)
    for kind, due in wanted.items():
        if not _is_let_off(case, kind, due, now_standing, by_itself=by_itself):
            promise(
                grant=grant,
                kind=kind,
                subject=case.pk,
                about=case.client_id,
                owner=case.counsellor_id,
                due_at=due,
                at=at,
            )


def end_consent_promises(*, case: Case, grant: Grant, at: datetime) -> None:
    """Part of closing: nobody has to sign for work that is over."""
    for kind in KINDS:
        keep(grant=grant, kind=kind, subject=case.pk, at=at)


def consents_changed(grant: Grant, client: UUID, at: datetime) -> None:
    """In the transaction of the change, by the right of whoever made it."""
    case = selectors.open_case_of(client)
    if case is not None:
        owe_consent(case=case, grant=grant, at=at)


def _open_promises(case: Case) -> dict[str, Obligation]:
    return {row.kind: row for row in Obligation.objects.filter(kind__in=KINDS, subject=case.pk, ended_at=None)}


def _wanted(case: Case, found: ConsentStanding, renewal: Obligation | None, at: datetime) -> dict[str, datetime]:
    """What is owed by when. Whoever took consent back is not pressed to sign again: nothing else is owed then."""
    if found.withdrawn:
        return {CONSENT_WITHDRAWN.key: at + WITHDRAWN_WITHIN}
    wanted = {}
    last_day = _first_to_run_out(case, found, at)
    if last_day is not None:
        wanted[CONSENT_RENEWAL.key] = at_local(last_day, AT_FIVE)
    if found.ok and found.provisional_until is not None:
        wanted[CONSENT.key] = at_local(found.provisional_until, AT_FIVE)
    elif not found.ok and last_day is None and renewal is not None and renewal.due_at < at:
        wanted[CONSENT_RENEWAL.key] = renewal.due_at  # it ran out: the same promise goes on and climbs
    elif not found.ok:
        wanted[CONSENT.key] = at + MISSING_WITHIN
    return wanted


def _first_to_run_out(case: Case, found: ConsentStanding, at: datetime) -> date | None:
    """The last good day of the first signed form that runs out soon; a word has a promise of its own."""
    ending = running_out(local(at).date(), [case.client_id])
    mine = (one for one in ending if one.purpose is Purpose.COUNSELLING and one.giver in found.needed)
    return min((one.last_day for one in mine if not one.is_a_word), default=None)


def _is_let_off(case: Case, kind: str, due: datetime, found: ConsentStanding, *, by_itself: bool) -> bool:
    """Once a withdrawal was called dealt with, or the director has waived something, only a change brings it up again."""
    before = Obligation.objects.filter(kind=kind, subject=case.pk)
    if kind == CONSENT_WITHDRAWN.key:
        day = max(one.ended_on for one in found.withdrawn if one.ended_on)
        return by_itself and before.filter(created_at__gte=at_local(day, time.min)).exists()
    waived = before.filter(waived_reason__isnull=False).order_by("-ended_at").first()
    if waived is None:
        return False
    return waived.due_at >= due if kind == CONSENT_RENEWAL.key else by_itself
