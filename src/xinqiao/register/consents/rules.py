"""Must: whose consent is needed before work starts, and whether what was given stands on a day.

Everything here is pure: what was signed is given.

Where it comes from: the sample rules ask that the client is told and agrees before the
work begins, and a minor's guardian where the school asks for it (second to fourth
source document, CNS-01); recordings need consent of their own (second, CNS-02). Under
fourteen the guardian is always asked, whatever the school decides: the law on personal
information holds what is known of so young a child to be sensitive and leaves the
consent to the guardian (PIPL, article 31). The child's own assent is needed besides.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from xinqiao.core.clauses import clause
from xinqiao.core.clock.words import full_day
from xinqiao.register.people.models import ClientKind

ANNOUNCED_AHEAD = timedelta(days=30)
A_DAY = timedelta(days=1)
# A word is a bridge to the paper and not a way around it: once, then not again for half a year.
WORD_AGAIN_AFTER = timedelta(days=180)
MOST_VERBAL_DAYS = 30
# Until this grade a pupil without a date of birth is taken for under fourteen: most of the
# ninth grade are fourteen already, and asking one guardian too many harms less than one too few.
LAST_GRADE_UNDER_14 = 9
LAST_PRIMARY_GRADE = 6


class Purpose(models.TextChoices):
    """What is agreed to. One consent is for one purpose and for nothing else."""

    COUNSELLING = "counselling", gettext_lazy("心理辅导")
    RECORDING = "recording", gettext_lazy("录音录像")


class Giver(models.TextChoices):
    """Who agrees."""

    CLIENT = "client", pgettext_lazy("谁同意", "本人")
    GUARDIAN = "guardian", pgettext_lazy("谁同意", "监护人")


class Way(models.TextChoices):
    """How it was given; on screen comes with the student's door."""

    PAPER = "paper", gettext_lazy("纸面签名")
    VERBAL = "verbal", gettext_lazy("口头，待补签")


class FromFourteen(models.TextChoices):
    """What the school asks between the fourteenth and the eighteenth birthday."""

    CLIENT = "client", gettext_lazy("本人同意就可以")
    BOTH = "both", gettext_lazy("本人和监护人都要同意")


class Band(StrEnum):
    """How old a client is, as far as it matters here."""

    UNDER_14 = "under_14"
    FROM_14 = "from_14"
    ADULT = "adult"


@dataclass(frozen=True)
class SchoolAsks:
    """What the school has decided; until it decides, the guardian is asked, too."""

    from_14: FromFourteen = FromFourteen.BOTH
    verbal_days: int = 14


@dataclass(frozen=True)
class Whose:
    """Whom a client number stands for, as far as permission depends on it; `served_by` are staff."""

    kind: ClientKind
    person: UUID
    served_by: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Signed:
    """One consent: its first and last day, and the day on which it was taken back."""

    pk: UUID
    purpose: Purpose
    giver: Giver
    way: Way
    first_day: date
    last_day: date | None = None
    ended_on: date | None = None

    def covers(self, on: date) -> bool:
        """Whether it is good on a day. What was taken back is good no more on that very day; a word always ends."""
        if self.way is Way.VERBAL and (self.purpose is not Purpose.COUNSELLING or self.last_day is None):
            return False
        until = self.last_day or date.max
        return self.first_day <= on <= until and not self.is_taken_back(on)

    def is_taken_back(self, on: date) -> bool:
        """Whether somebody had withdrawn it by then."""
        return self.ended_on is not None and self.ended_on <= on


@dataclass(frozen=True)
class ConsentStanding:
    """Whether all that is needed was given, what is missing with what to do, and how long a mere word still holds.

    `withdrawn` are those among the missing that somebody took back: there the work stops.
    """

    purpose: Purpose
    needed: tuple[Giver, ...]
    given: tuple[Signed, ...] = ()
    missing: tuple[str, ...] = ()
    withdrawn: tuple[Signed, ...] = ()

    @property
    def ok(self) -> bool:
        """Everything that is needed stands."""
        return bool(self.needed) and {one.giver for one in self.given} >= set(self.needed)

    @property
    def provisional_until(self) -> date | None:
        """The last day of the first word that has to become a paper; None where all is on paper."""
        return min((one.last_day for one in self.given if one.way is Way.VERBAL and one.last_day), default=None)

    def __bool__(self) -> bool:
        return self.ok


def years_completed(born: date, on: date) -> int:
    """Age in full years; the law counts a year as full on the day after the birthday."""
    return on.year - born.year - ((on.month, on.day) <= (born.month, born.day))


def band_of(kind: ClientKind, born: date | None, grade: int | None, on: date) -> Band:
    """How old a client is to be taken for.

    Guardians and staff are adults, and so is whoever comes from outside, whose age nobody
    knows. A pupil counts by the date of birth; without one by the grade, and then on the
    safe side: to the ninth grade under fourteen, above it under eighteen, without a grade
    under fourteen.
    """
    if kind is not ClientKind.STUDENT:
        return Band.ADULT
    if born is not None and born <= on:
        years = years_completed(born, on)
        return Band.ADULT if years >= 18 else Band.FROM_14 if years >= 14 else Band.UNDER_14
    if grade is not None and grade > LAST_GRADE_UNDER_14:
        return Band.FROM_14
    return Band.UNDER_14


def needed(purpose: Purpose, band: Band, asks: SchoolAsks) -> tuple[Giver, ...]:
    """Whose consent there has to be. A recording of a minor needs the guardian whatever the school asks otherwise."""
    if band is Band.ADULT:
        return (Giver.CLIENT,)
    of_age_to_decide = band is Band.FROM_14 and purpose is Purpose.COUNSELLING
    if of_age_to_decide and asks.from_14 is FromFourteen.CLIENT:
        return (Giver.CLIENT,)
    return (Giver.CLIENT, Giver.GUARDIAN)


def form_for(kind: ClientKind, grade: int | None, purpose: Purpose, giver: Giver) -> str:
    """Which of the printed forms is to be signed; pupils up to the sixth grade have one in simpler words."""
    if purpose is Purpose.RECORDING:
        return "consent-recording"
    if giver is Giver.GUARDIAN:
        return "consent-guardian"
    if kind is not ClientKind.STUDENT:
        return "consent-counselling-adult"
    return "consent-counselling-primary" if is_primary(grade) else "consent-counselling"


def is_primary(grade: int | None) -> bool:
    """Whether the simpler words are the right ones."""
    return grade is not None and grade <= LAST_PRIMARY_GRADE


def papers_for(kind: ClientKind, grade: int | None) -> tuple[str, ...]:
    """What there is to print for a client, in the order in which it is read and signed."""
    notice = "client-notice-primary" if is_primary(grade) else "client-notice"
    givers = (Giver.CLIENT, Giver.GUARDIAN) if kind is ClientKind.STUDENT else (Giver.CLIENT,)
    counselling = (form_for(kind, grade, Purpose.COUNSELLING, giver) for giver in givers)
    return (notice, *counselling, "consent-recording", "consent-withdrawal")


@clause("CNS-01", missing="在屏幕上告知和同意；给看不了字的孩子读的图画版。")
def standing(signed: Iterable[Signed], purpose: Purpose, wanted: tuple[Giver, ...], on: date) -> ConsentStanding:
    """Whether everybody whose consent is needed has given it, and it stands on the day."""
    of_purpose = [one for one in signed if one.purpose is purpose]
    given, missing, withdrawn = [], [], []
    for giver in wanted:
        of_giver = [one for one in of_purpose if one.giver is giver]
        good = [one for one in of_giver if one.covers(on)]
        if good:
            given.append(max(good, key=_reach))
            continue
        latest = _latest(of_giver, on)
        missing.append(_lack(purpose, giver, latest, on))
        if latest is not None and latest.is_taken_back(on):
            withdrawn.append(latest)
    return ConsentStanding(purpose, wanted, tuple(given), tuple(missing), tuple(withdrawn))


def _reach(one: Signed) -> tuple[bool, date, date]:
    """A paper goes before a word, then what lasts longer, then what is newer."""
    return one.way is Way.PAPER, one.last_day or date.max, one.first_day


def _latest(of_giver: Iterable[Signed], on: date) -> Signed | None:
    """Of what is over by now, what lasted longest."""
    past = [one for one in of_giver if one.first_day <= on]
    return max(past, key=lambda one: min(one.ended_on or date.max, one.last_day or date.max), default=None)


def _lack(purpose: Purpose, giver: Giver, latest: Signed | None, on: date) -> str:
    """What is missing and what to do, in two sentences."""
    words: dict[str, object] = {"who": giver.label, "what": purpose.label}
    if latest is None:
        to_do = _("请%(who)s读过并签好同意书，再在这里登记。")
        return (_("%(who)s还没有同意%(what)s。") + to_do) % words
    if latest.ended_on is not None and latest.is_taken_back(on):
        words["day"] = full_day(latest.ended_on)
        to_do = _("马上停下；愿意重新开始的，再签一份。")
        return (_("%(who)s在 %(day)s撤回了对%(what)s的同意。") + to_do) % words
    words["day"] = full_day(latest.last_day) if latest.last_day else ""
    if latest.way is Way.VERBAL:
        to_do = _("请补签纸面的同意书，再在这里登记。")
        return (_("%(who)s对%(what)s的口头同意到 %(day)s为止。") + to_do) % words
    to_do = _("请重新签一份，再在这里登记。")
    return (_("%(who)s对%(what)s的同意到 %(day)s为止，已经过期。") + to_do) % words


@clause("CNS-02")
def may_record(recording: ConsentStanding, counselling: ConsentStanding) -> bool:
    """Whether sound or pictures may be taken and kept: by a consent of its own, while the work itself is agreed to."""
    return recording.purpose is Purpose.RECORDING and recording.ok and counselling.ok


@clause("CNS-04", missing="来访者自己在屏幕上撤回；明确不同意的，另作登记。")
def ended_by(signed: Iterable[Signed], purpose: Purpose, giver: Giver, on: date) -> tuple[Signed, ...]:
    """What ends at once when somebody takes back the consent to a purpose: all they gave for it that still stands.

    Nobody has to give a reason. Whoever stops the work stops the recording of it, too.
    """
    purposes = tuple(Purpose) if purpose is Purpose.COUNSELLING else (purpose,)
    return tuple(one for one in signed if one.giver is giver and one.purpose in purposes and one.covers(on))


def may_take_a_word(signed: Iterable[Signed], purpose: Purpose, giver: Giver, asks: SchoolAsks, on: date) -> bool:
    """Whether a mere word may count for a while: for talking only, if the school allows it, and not again and again."""
    if purpose is not Purpose.COUNSELLING or asks.verbal_days < 1:
        return False
    before = (one for one in signed if one.way is Way.VERBAL and (one.purpose, one.giver) == (purpose, giver))
    return all(on - one.first_day > WORD_AGAIN_AFTER for one in before)


def endings(signed: Collection[Signed], on: date) -> tuple[Signed, ...]:
    """What stands today and runs out within thirty days with nothing of the same kind that lasts longer."""
    good = [one for one in signed if one.covers(on)]
    kinds = sorted({(one.purpose, one.giver) for one in good})
    last = (max((one for one in good if (one.purpose, one.giver) == kind), key=_until) for kind in kinds)
    return tuple(sorted((one for one in last if _until(one) - on <= ANNOUNCED_AHEAD), key=_until))


def _until(one: Signed) -> date:
    return one.last_day or date.max
