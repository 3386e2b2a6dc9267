"""A case as its page shows it: stages, the course of its papers, and what stands now. Nothing here asks the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from xinqiao.core.clock import local
from xinqiao.practice.cases.models import Case, Kind, Record
from xinqiao.practice.cases.services import CasePage, Shown
from xinqiao.practice.cases.states import Stage

from .reading import Line, Sheet, sheet_of

BRIEF_FROM = ("topic", "said", "wants", "summary", "text")
LONGEST_BRIEF = 90
RISKS = ("risk", "suicide", "others", "harmed", "danger")
ORDER = (Stage.INTAKE, Stage.PLAN, Stage.SESSIONS, Stage.CLOSED)
PAPER_OF = {Stage.INTAKE: Kind.INTAKE, Stage.PLAN: Kind.PLAN}
SIGNS = {
    Kind.SESSION: "messages",
    Kind.PARENT: "users",
    Kind.PHONE: "phone",
    Kind.LETTER: "mail",
    Kind.PLAN: "target",
    Kind.CLOSING: "archive",
}


@dataclass(frozen=True)
class Step:
    """A stage of the line: its words, what stands under it, and whether it is done, now or ahead."""

    label: str
    at: datetime | None = None
    note: str = ""
    is_done: bool = False
    is_now: bool = False


@dataclass(frozen=True)
class Entry:
    """A paper in the course: to be written, sealed, open, or not what was filed; with what was added to it."""

    record: Record
    sheet: Sheet | None
    is_broken: bool
    is_late: bool
    additions: tuple["Entry", ...] = ()

    @property
    def is_sealed(self) -> bool:
        """Filed, and not opened here."""
        return self.record.is_filed and self.sheet is None and not self.is_broken

    @property
    def sign(self) -> str:
        """The icon in the margin."""
        return SIGNS.get(Kind(self.record.kind), "file-text")

    @cached_property
    def brief(self) -> str:
        """The first words of what was said."""
        said = _said(self.sheet)
        return said if len(said) <= LONGEST_BRIEF else said[:LONGEST_BRIEF] + "……"

    @property
    def veiled(self) -> list[Line]:
        """What stays folded."""
        return [line for line in self._lines if line.field.sensitive]

    @property
    def open_lines(self) -> list[Line]:
        """What is shown."""
        return [line for line in self._lines if not line.field.sensitive]

    @property
    def _lines(self) -> list[Line]:
        return [line for _section, lines in self.sheet.sections for line in lines] if self.sheet else []


@dataclass(frozen=True)
class Standing:
    """What the last papers say: the risk, and what was agreed."""

    risk_from: Record | None = None
    risks: tuple[Line, ...] = ()
    next_from: Record | None = None
    next: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Point:
    """One talk's effect as the client gave it, and where it stands in the picture."""

    at: datetime
    label: str
    value: int
    x: int
    y: int
    is_named: bool


@dataclass(frozen=True)
class Course:
    """Everything the page draws."""

    page: CasePage
    at: datetime

    @cached_property
    def entries(self) -> list[Entry]:
        """The papers, newest first, additions under their originals."""
        added: dict[UUID, list[Entry]] = {}
        for one in self.page.records:
            if one.kind == Kind.ADDITION and one.adds_to_id:
                added.setdefault(one.adds_to_id, []).insert(0, self._entry(one))
        own = [one for one in self.page.records if one.kind not in {Kind.ADDITION, Kind.NOTE}]
        return [self._entry(one, tuple(added.get(one.pk, ()))) for one in own]

    @property
    def unwritten(self) -> list[Record]:
        """What is to be written, the oldest first."""
        return [one.record for one in reversed(self.entries) if one.record.is_open]

    @property
    def sealed(self) -> int:
        """How many filed papers are not open here."""
        return sum(one.is_filed and one.pk not in self.page.shown for one in self.page.records) - len(self.page.broken)

    @cached_property
    def has(self) -> set[str]:
        """The kinds of papers that there are."""
        return {one.kind for one in self.page.records}

    @cached_property
    def standing(self) -> Standing:
        """The newest paper that speaks of risk, and the newest that says what comes next."""
        shown = [one.sheet for one in self.entries if one.sheet]
        risk = next((one for one in shown if _picked(one, RISKS)), None)
        after = next((one for one in shown if _picked(one, ("next",))), None)
        return Standing(
            risk.shown.record if risk else None,
            tuple(_picked(risk, (*RISKS, "risk_note"))) if risk else (),
            after.shown.record if after else None,
            tuple(_picked(after, ("next", "agreed", "next_on"))) if after else (),
        )

    @cached_property
    def points(self) -> list[Point]:
        """The effects over time; fewer than two draw nothing."""
        given = [
            (one.record.starts_at, one.sheet.shown.fields["effect"])
            for one in reversed(self.entries)
            if one.sheet and one.record.kind == Kind.SESSION and isinstance(one.sheet.shown.fields.get("effect"), int)
        ]
        return list(_points(given)) if len(given) > 1 else []

    @property
    def path(self) -> str:
        """The line through the points."""
        return "M" + "L".join(f"{point.x} {point.y}" for point in self.points)

    @cached_property
    def steps(self) -> list[Step]:
        """All stages, always."""
        case, first = self.page.case, {one.kind: one for one in self.page.records}  # the oldest of each kind stays
        steps = [Step(_("登记"), case.opened_at, is_done=True)]
        for stage in ORDER:
            steps.append(self._step(case, stage, first))
        return steps

    def _step(self, case: Case, stage: Stage, first: Mapping[str, Record]) -> Step:
        label = str(_("结案") if stage is Stage.CLOSED else stage.label)
        paper = first.get(PAPER_OF[stage]) if stage in PAPER_OF else None
        is_now, is_over = case.stage == stage, ORDER.index(Stage(case.stage)) > ORDER.index(stage)
        talks = sum(one.kind == Kind.SESSION for one in self.page.records)
        if stage is Stage.CLOSED:
            return Step(label, case.closed_at, is_now=is_now, is_done=False)
        if stage is Stage.SESSIONS:
            note = _("%(n)d 次谈话") % {"n": talks} if talks and (is_now or is_over) else ""
            return Step(label, note=note, is_now=is_now, is_done=is_over and bool(talks))
        filed = paper.filed_at if paper and paper.is_filed else None
        note = _("没有写") if is_over and filed is None else _("草稿") if paper and paper.is_open else ""
        return Step(label, filed, note, is_now=is_now, is_done=filed is not None)

    def _entry(self, record: Record, additions: tuple[Entry, ...] = ()) -> Entry:
        shown: Shown | None = self.page.shown.get(record.pk)
        return Entry(
            record,
            sheet_of(shown, reveals=True) if shown else None,
            record.pk in self.page.broken,
            record.is_late(self.at),
            additions,
        )


def _said(sheet: Sheet | None) -> str:
    if sheet is None:
        return ""
    lines = [line for _section, found in sheet.sections for line in found if not line.field.sensitive]
    by_name = {line.field.name: line for line in lines}
    chosen = next((by_name[name] for name in BRIEF_FROM if name in by_name), None)
    if chosen is None:
        chosen = next((line for line in lines if line.rows or line.field.shape in {"text", "line"}), None)
    if chosen is None:
        return ""
    return chosen.rows[0][0] if chosen.rows else " ".join(" ".join(chosen.words).split())


def _picked(sheet: Sheet | None, names: Iterable[str]) -> list[Line]:
    if sheet is None:
        return []
    lines: list[Line] = [line for _section, found in sheet.sections for line in found]
    return [line for line in lines if line.field.name in set(names)]


def _points(given: list[tuple[datetime, Any]]) -> Iterable[Point]:
    """Evenly spaced from left to right; four days at most are named below."""
    last = len(given) - 1
    named = {round(last * part / 3) for part in range(4)}
    for place, (at, value) in enumerate(given):
        yield Point(at, f"{local(at):%-m/%-d}", value, 50 + round(340 * place / last), 150 - 12 * value, place in named)
