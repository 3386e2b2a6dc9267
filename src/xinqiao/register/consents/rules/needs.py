"""Must: whose consent is needed for what, and which guardian may give it. Pure.

Where it comes from: the sample rules ask that the client is told and agrees before the
work begins, and a minor's guardian where the school asks for it (second to fourth
source document, CNS-01); recordings need consent of their own (second, CNS-02); whoever
stands outside sees nothing without the client's or the parents' leave (CNS-03). Under
fourteen the guardian is always asked, whatever the school decides: the law on personal
information holds what is known of so young a child to be sensitive and leaves the
consent to the guardian (PIPL, articles 28 and 31). The child's own assent is needed
besides, to everything and at every age.

Where a guardian is the danger, asking this guardian would shut the child's way to help.
The law on the protection of minors wants harm reported at once by every school that
notices it (article 11, and the rules on mandatory reporting of 2020); it does not want
the guardian's leave for that. So counselling begins on a written ground, the guardian
who is barred is asked, told and shown nothing, and the duty to report stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy

from xinqiao.register.people.models import ClientKind

from .age import is_primary
from .words import Band, FromFourteen, Giver, Purpose

# Between fourteen and eighteen the school decides about these; to be recorded, or to be taught from, always needs both.
FOR_THE_SCHOOL_TO_DECIDE = {Purpose.COUNSELLING, Purpose.TESTS, Purpose.DISCUSSION}


class HowMany(models.TextChoices):
    """How many of the guardians have to agree, where there are several."""

    ANY = "any", gettext_lazy("其中一位同意就可以")
    ALL = "all", gettext_lazy("每一位都要同意")


class Ground(models.TextChoices):
    """Why counselling begins without a guardian: the closed list."""

    GUARDIAN_IS_DANGER = "guardian", gettext_lazy("监护人可能就是危险")
    LIFE = "life", gettext_lazy("有生命危险，等不到监护人")


@dataclass(frozen=True)
class SchoolAsks:
    """What the school has decided; until it decides, the guardian is asked, too.

    `renews`: a text that has changed in what was agreed is put before people anew.
    """

    from_14: FromFourteen = FromFourteen.BOTH
    verbal_days: int = 14
    renews: bool = True


@dataclass(frozen=True)
class Carer:
    """A guardian of a pupil as the register has it."""

    pk: UUID
    has_custody: bool = True
    may_be_contacted: bool = True
    is_delegated: bool = False


@dataclass(frozen=True)
class Circumstances:
    """What a counsellor has written down about whom to ask for one client.

    `barred` guardians may be the danger. `delegated` are carers whom the guardian has given
    the consent over to in writing, with the last day of it. `is_unable`: this young person
    cannot judge what the consent means, so that the guardian is asked as for a child.
    """

    how_many: HowMany = HowMany.ANY
    barred: frozenset[UUID] = frozenset()
    delegated: frozenset[tuple[UUID, date | None]] = frozenset()
    is_unable: bool = False
    ground: Ground | None = None


ORDINARY = Circumstances()


def needed(
    purpose: Purpose, band: Band, asks: SchoolAsks, circumstances: Circumstances = ORDINARY
) -> tuple[Giver, ...]:
    """Whose consent there has to be, by purpose and age.

    From eighteen on nobody is asked but the client. That something is told at home is for
    the client alone to allow, at any age: nobody gives leave to be told. From fourteen on
    so is what a class teacher is told.
    """
    if band is Band.ADULT or purpose is Purpose.TELL_GUARDIAN:
        return (Giver.CLIENT,)
    if purpose is Purpose.COUNSELLING and circumstances.ground is not None:
        return (Giver.CLIENT,)
    if band is Band.FROM_14 and not circumstances.is_unable:
        if purpose is Purpose.TELL_TEACHER:
            return (Giver.CLIENT,)
        if purpose in FOR_THE_SCHOOL_TO_DECIDE and asks.from_14 is FromFourteen.CLIENT:
            return (Giver.CLIENT,)
    return (Giver.CLIENT, Giver.GUARDIAN)


def is_barred(carer: Carer, circumstances: Circumstances) -> bool:
    """Whether this guardian is asked, told and shown nothing: by the register, or because a counsellor sees a danger."""
    return not carer.may_be_contacted or carer.pk in circumstances.barred


def may_consent_for(carer: Carer, band: Band, circumstances: Circumstances, on: date) -> bool:
    """Whether this guardian's consent counts: with custody, or by a delegation in writing; never for an adult.

    Looking after a child in the parents' place does not make a guardian: the parents stay it (law on the protection
    of minors, articles 22 and 23), so a delegated carer agrees only to what was given over in writing.
    """
    if band is Band.ADULT or is_barred(carer, circumstances):
        return False
    in_writing = any(pk == carer.pk and (until is None or on <= until) for pk, until in circumstances.delegated)
    return carer.has_custody or (carer.is_delegated and in_writing)


def may_accompany(carer: Carer, band: Band, circumstances: Circumstances) -> bool:
    """Whether this adult may bring a child and be told what concerns bringing it: carers without a delegation, too."""
    return band is not Band.ADULT and not is_barred(carer, circumstances) and (carer.has_custody or carer.is_delegated)


def who_must_all_agree(carers: Iterable[Carer], band: Band, circumstances: Circumstances, on: date) -> frozenset[UUID]:
    """Separated parents of whom the counsellor asks every one; empty where any one of them will do."""
    if circumstances.how_many is HowMany.ANY:
        return frozenset()
    return frozenset(one.pk for one in carers if one.has_custody and may_consent_for(one, band, circumstances, on))


def form_for(kind: ClientKind, grade: int | None, purpose: Purpose, giver: Giver) -> str:
    """Which of the printed forms is to be signed, or the school's own; up to the sixth grade there is one in simpler words."""
    if purpose is Purpose.RECORDING:
        return "consent-recording"
    if purpose is not Purpose.COUNSELLING:
        return "own"
    if giver is Giver.GUARDIAN:
        return "consent-guardian"
    if kind is not ClientKind.STUDENT:
        return "consent-counselling-adult"
    return "consent-counselling-primary" if is_primary(grade) else "consent-counselling"


def papers_for(kind: ClientKind, grade: int | None) -> tuple[str, ...]:
    """What there is to print for a client, in the order in which it is read and signed."""
    notice = "client-notice-primary" if is_primary(grade) else "client-notice"
    givers = (Giver.CLIENT, Giver.GUARDIAN) if kind is ClientKind.STUDENT else (Giver.CLIENT,)
    counselling = (form_for(kind, grade, Purpose.COUNSELLING, giver) for giver in givers)
    return (notice, *counselling, "consent-recording", "consent-withdrawal")
