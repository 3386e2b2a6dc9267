"""Must: whether what was given stands on a day, what ends at once, and what runs out. Pure: what was signed is given."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from xinqiao.core.clauses import clause
from xinqiao.core.clock.words import full_day
from xinqiao.register.people.models import ClientKind

from .needs import SchoolAsks
from .words import ANNOUNCED_AHEAD, WORD_AGAIN_AFTER, Giver, Purpose, Way


@dataclass(frozen=True)
class Whose:
    """Whom a client number stands for, as far as permission depends on it; `served_by` are staff."""

    kind: ClientKind
    person: UUID
    served_by: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Signed:
    """One consent: its first and last day, and the day on which it was taken back.

    `guardian` is who of the register signed, where that is known and matters. `is_outdated`:
    what was read then says something else by now, and the school asks anew.
    """

    pk: UUID
    purpose: Purpose
    giver: Giver
    way: Way
    first_day: date
    last_day: date | None = None
    ended_on: date | None = None
    guardian: UUID | None = None
    is_outdated: bool = False

    def covers(self, on: date) -> bool:
        """Whether it is good on a day. What was taken back is good no more on that very day; a word always ends."""
        if self.way is Way.VERBAL and (self.purpose is not Purpose.COUNSELLING or self.last_day is None):
            return False
        until = self.last_day or date.max
        return self.first_day <= on <= until and not self.is_taken_back(on) and not self.is_outdated

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


@clause("CNS-01", missing="给看不了字的孩子读的图画版。")
def standing(
    signed: Iterable[Signed],
    purpose: Purpose,
    wanted: tuple[Giver, ...],
    on: date,
    everyone: Collection[UUID] = frozenset(),
) -> ConsentStanding:
    """Whether everybody whose consent is needed has given it, and it stands on the day.

    `everyone` are the guardians of whom each has to agree; empty where any one of them will do.
    """
    of_purpose = [one for one in signed if one.purpose is purpose]
    given, missing, withdrawn = [], [], []
    for giver in wanted:
        of_giver = [one for one in of_purpose if one.giver is giver]
        good = [one for one in of_giver if one.covers(on)]
        owing = set(everyone) - {one.guardian for one in good} if giver is Giver.GUARDIAN else set()
        if good and not owing:
            given.append(max(good, key=_reach))
            continue
        latest = _latest([one for one in of_giver if not owing or one.guardian in owing], on)
        missing.append(_lack_of_some(purpose, len(owing)) if good else _lack(purpose, giver, latest, on))
        if latest is not None and latest.is_taken_back(on):
            withdrawn.append(latest)
    return ConsentStanding(purpose, wanted, tuple(given), tuple(missing), tuple(withdrawn))


def _reach(one: Signed) -> tuple[bool, date, date]:
    """What is signed goes before a word, then what lasts longer, then what is newer."""
    return one.way is not Way.VERBAL, one.last_day or date.max, one.first_day


def _latest(of_giver: Iterable[Signed], on: date) -> Signed | None:
    """Of what is over by now, what lasted longest."""
    past = [one for one in of_giver if one.first_day <= on]
    return max(past, key=lambda one: min(one.ended_on or date.max, one.last_day or date.max), default=None)


def _lack_of_some(purpose: Purpose, how_many: int) -> str:
    """Some of the guardians have agreed, and every one has to."""
    words = {"n": how_many, "what": purpose.label}
    return _("约定每一位监护人都要同意%(what)s，还差 %(n)d 位。请他们读过并签好，再在这里登记。") % words


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
    if latest.is_outdated:
        return _("%(what)s的说明改过了，请%(who)s读新的，再决定一次。") % words
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


@clause("CNS-04")
def ended_by(signed: Iterable[Signed], purpose: Purpose, giver: Giver, on: date) -> tuple[Signed, ...]:
    """What ends at once when somebody takes back the consent to a purpose: all they gave for it that still stands.

    Nobody has to give a reason. Whoever stops the work stops the recording of it, too.
    """
    purposes = tuple(Purpose) if purpose is Purpose.COUNSELLING else (purpose,)
    return tuple(one for one in signed if one.giver is giver and one.purpose in purposes and one.covers(on))


@clause("CNS-06", missing="去掉身份的稿子由第二个人核对。")
def may_use_case(use: ConsentStanding, *, is_deidentified: bool) -> bool:
    """Whether a case may be discussed, taught from, studied or written about: without identity, or by leave for that use."""
    return is_deidentified or (use.purpose in {Purpose.DISCUSSION, Purpose.TEACHING} and use.ok)


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
