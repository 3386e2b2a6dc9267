"""A plan as a report: for people at a terminal, and as JSON for programs."""

import json

from django.utils.translation import gettext as _

from . import wording
from .entries import Roster
from .findings import Finding, Kind
from .plan import Plan

# What somebody must look at is listed whole; what is as expected only in part.
ALWAYS = (Kind.GUESS, Kind.REFUSED, Kind.CELL_LEFT_OUT, Kind.NOTE, Kind.LEFT, Kind.RETURNED, Kind.SKIPPED)
EXAMPLES = 3


def as_json(roster: Roster, plan: Plan, *, applied: bool) -> str:
    """The whole plan as one JSON object; without the rows that are simply new or unchanged."""
    said = {
        "applied": applied,
        "year": roster.year,
        "counts": plan.counts(),
        "sheets": [
            {
                "name": sheet.name,
                "students": sheet.students,
                "blank_rows": sheet.blank_rows,
                "columns": list(sheet.taken),
                "left_aside": list(sheet.left_aside),
            }
            for sheet in roster.sheets
        ],
        "hidden_sheets": list(roster.hidden),
        "findings": [_finding(item, applied=applied) for item in plan.findings if item.kind is not Kind.ADDED],
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def _finding(finding: Finding, *, applied: bool) -> dict[str, object]:
    return {
        "kind": finding.kind.value,
        "reason": finding.reason.value,
        "sheet": finding.place.sheet,
        "row": finding.place.row,
        "column": finding.place.column,
        "heading": finding.place.heading,
        "guess": finding.guess,
        "sentence": wording.sentence(finding, applied=applied),
    }


def as_text(roster: Roster, plan: Plan, *, applied: bool) -> str:
    """A report to read: what happened to how many, then every line that wants a look."""
    lines = [_("已导入。") if applied else _("这是预览，什么都没有改动。"), ""]
    lines += _sheets(roster)
    counts = plan.counts()
    lines += ["", *(f"{wording.KINDS[kind]}　{counts[kind.value]}" for kind in Kind if counts[kind.value])]
    lines.append(_("没有变动　%d") % plan.unchanged)
    for kind in Kind:
        lines += _group(kind, [item for item in plan.findings if item.kind is kind], applied=applied)
    return "\n".join(lines)


def _sheets(roster: Roster) -> list[str]:
    lines = []
    for sheet in roster.sheets:
        lines.append(_("“%(name)s”：%(students)d 名学生") % {"name": sheet.name, "students": sheet.students})
        if sheet.left_aside:
            lines.append(_("    不收的列：%s") % "、".join(sheet.left_aside))
    return lines


def _group(kind: Kind, findings: list[Finding], *, applied: bool) -> list[str]:
    if not findings:
        return []
    shown = findings if kind in ALWAYS else findings[:EXAMPLES]
    lines = ["", f"{wording.KINDS[kind]}（{len(findings)}）"]
    lines += [_line(item, applied=applied) for item in shown]
    if len(shown) < len(findings):
        lines.append(_("    ……另有 %d 条") % (len(findings) - len(shown)))
    return lines


def _line(finding: Finding, *, applied: bool) -> str:
    guess = f"  [{finding.guess}]" if finding.guess else ""
    return f"    {wording.place(finding)} {wording.sentence(finding, applied=applied)}{guess}".rstrip()
