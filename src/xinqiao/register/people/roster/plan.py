"""A roster against the register: what would be added, changed, and who has left.

Nothing is decided here that a person should decide: a new name under an old
number, or half a grade missing, is a guess and counts only when confirmed.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from xinqiao.register.people.pinyin import spelling

from .classes import ClassLabel
from .entries import Entry, GuardianEntry, Roster
from .findings import Finding, Kind, Reason
from .leavers import Leaving, find_leavers


@dataclass(frozen=True, slots=True)
class KnownGuardian:
    """A guardian as the register has them."""

    pk: UUID
    name: str
    relation: str
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A student as the register has them; `current` says whether the class is of this school year."""

    pk: UUID
    student_number: str
    name: str
    sex: str = ""
    birth_date: dt.date | None = None
    label: ClassLabel | None = None
    current: bool = True
    left: bool = False
    guardians: tuple[KnownGuardian, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What one row does to one student; `pk` is None for a new one, None in a field leaves it be."""

    pk: UUID | None
    student_number: str
    name: str | None = None
    sex: str | None = None
    birth_date: dt.date | None = None
    label: ClassLabel | None = None
    returns: bool = False
    new_guardians: tuple[GuardianEntry, ...] = ()
    changed_guardians: tuple[KnownGuardian, ...] = ()

    def touches_student(self) -> bool:
        """Whether the student's own row changes, and not only guardians."""
        return self.returns or any(value is not None for value in (self.name, self.sex, self.birth_date, self.label))

    def is_empty(self) -> bool:
        """Whether nothing would change at all."""
        return not (self.touches_student() or self.new_guardians or self.changed_guardians)


@dataclass(slots=True)
class Plan:
    """All that an import would do, and all there is to say about it."""

    changes: list[Change] = field(default_factory=list)
    leavers: list[UUID] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unchanged: int = 0

    def counts(self) -> dict[str, int]:
        """How many of each kind; `unchanged` are students the file only repeats."""
        found = Counter(finding.kind for finding in self.findings)
        return {kind.value: found[kind] for kind in Kind} | {"unchanged": self.unchanged}

    def fingerprint(self) -> str:
        """What somebody saw in a preview, in short: if the register has changed since, this has too."""
        seen = repr((self.changes, sorted(map(str, self.leavers))))
        return hashlib.sha256(seen.encode("utf-8", "surrogatepass")).hexdigest()


Register = Mapping[str, Known]


def compare(
    roster: Roster,
    register: Register,
    *,
    confirmed: Collection[str] = frozenset(),
    progress: Callable[[int], None] = lambda students: None,
) -> Plan:
    """Compare a roster with the register, taking the guesses that were confirmed."""
    plan = Plan(findings=[item for item in roster.findings if item.guess not in confirmed or not item.guess])
    for done, entry in enumerate(roster.entries, start=1):
        known = register.get(entry.student_number)
        if known is None:
            _add(plan, entry, confirmed)
        else:
            _change(plan, entry, known, confirmed)
        if done % 500 == 0:
            progress(done)
    there = [_as_leaving(known) for known in register.values() if not _is_mentioned(known, roster)]
    leaving = find_leavers(roster.entries, there, confirmed)
    plan.leavers = leaving.pks
    plan.findings += leaving.findings
    _sort(plan.findings, [sheet.name for sheet in roster.sheets])
    return plan


def _is_mentioned(known: Known, roster: Roster) -> bool:
    """A student whose row was refused stands in the file all the same, and has not left."""
    return known.student_number in roster.refused or known.name in roster.refused


def _as_leaving(known: Known) -> Leaving:
    return Leaving(known.pk, known.student_number, known.name, known.label, known.current, known.left)


def _settled(entry: Entry, confirmed: Collection[str]) -> ClassLabel | None:
    if entry.guess and entry.guess.id in confirmed:
        return entry.guess.label
    return entry.label


def _add(plan: Plan, entry: Entry, confirmed: Collection[str]) -> None:
    label = _settled(entry, confirmed)
    plan.changes.append(
        Change(
            pk=None,
            student_number=entry.student_number,
            name=entry.name,
            sex=entry.sex,
            birth_date=entry.birth_date,
            label=label,
            new_guardians=entry.guardians,
        )
    )
    plan.findings.append(Finding(Kind.ADDED, Reason.NEW, entry.place, _about(entry.name, label)))


def _change(plan: Plan, entry: Entry, known: Known, confirmed: Collection[str]) -> None:
    if _is_somebody_else(entry, known):
        guess = f"name-{entry.place.sheet}-{entry.place.row}"
        if guess not in confirmed:
            params = {"number": entry.student_number, "name": entry.name, "before": known.name}
            plan.findings.append(Finding(Kind.GUESS, Reason.NUMBER_OTHER_NAME, entry.place, params, guess))
            return
    change = _difference(entry, known, _settled(entry, confirmed))
    if change.is_empty():
        plan.unchanged += 1
        return
    plan.changes.append(change)
    kind = Kind.RETURNED if change.returns else Kind.CHANGED
    params = _about(entry.name, change.label or known.label) | {"before": known.name}
    plan.findings.append(Finding(kind, _main_reason(change, known), entry.place, params))


def _is_somebody_else(entry: Entry, known: Known) -> bool:
    """A number with a new name: a correction if it sounds the same or the birth date agrees."""
    if entry.name == known.name or spelling(entry.name) == spelling(known.name):
        return False
    return entry.birth_date is None or entry.birth_date != known.birth_date


def _difference(entry: Entry, known: Known, label: ClassLabel | None) -> Change:
    """What the file says otherwise; what it does not say stays as it is."""
    moves = label is not None and (label != known.label or not known.current)
    new, changed = _guardians(entry.guardians, known.guardians)
    return Change(
        pk=known.pk,
        student_number=known.student_number,
        name=entry.name if entry.name != known.name else None,
        sex=entry.sex if entry.sex and entry.sex != known.sex else None,
        birth_date=entry.birth_date if entry.birth_date != known.birth_date else None,
        label=label if moves else None,
        returns=known.left,
        new_guardians=new,
        changed_guardians=changed,
    )


def _guardians(
    said: Iterable[GuardianEntry], known: Iterable[KnownGuardian]
) -> tuple[tuple[GuardianEntry, ...], tuple[KnownGuardian, ...]]:
    """Nobody is taken away: restrictions and custody hang on a guardian, and the file knows nothing of them."""
    there = {(guardian.name, guardian.relation): guardian for guardian in known}
    new: list[GuardianEntry] = []
    changed: list[KnownGuardian] = []
    for guardian in said:
        same = there.get((guardian.name, guardian.relation))
        if same is None:
            new.append(guardian)
        elif guardian.phones and set(guardian.phones) != set(same.phones):
            changed.append(KnownGuardian(same.pk, same.name, same.relation, guardian.phones))
    return tuple(new), tuple(changed)


def _main_reason(change: Change, known: Known) -> Reason:
    if change.returns:
        return Reason.CAME_BACK
    if change.name is not None:
        return Reason.NAME_CHANGED
    if change.label is not None:
        return Reason.MOVED_UP if _moves_up(change.label, known) else Reason.CLASS_CHANGED
    if change.sex is not None or change.birth_date is not None:
        return Reason.DETAILS_CHANGED
    return Reason.GUARDIANS_CHANGED


def _moves_up(label: ClassLabel, known: Known) -> bool:
    return not known.current and known.label is not None and label.grade == known.label.grade + 1


def _about(name: str, label: ClassLabel | None) -> dict[str, str]:
    if label is None:
        return {"name": name}
    return {"name": name, "grade": str(label.grade), "class": str(label.number)}


def _sort(findings: list[Finding], sheets: list[str]) -> None:
    """Put findings in the file's own order, what concerns no sheet at the end."""
    order = {name: at for at, name in enumerate(sheets)}
    findings.sort(key=lambda item: (order.get(item.place.sheet, len(order)), item.place.row))
