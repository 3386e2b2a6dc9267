"""What the papers hold, as plain values in the language of paper: published numbers, and no other."""

from datetime import date
from typing import Any

from xinqiao.office.papers.services import paper_day
from xinqiao.oversight.figures.rules import Mark
from xinqiao.oversight.figures.selectors import Figure, Registers, Report, Standings


def days(first: date, last: date) -> str:
    """2026 年 9 月 1 日至 2027 年 1 月 22 日."""
    return f"{paper_day(first)}至 {paper_day(last)}"


def report(found: Report) -> dict[str, Any]:
    """The report: each table with its bars. Made under `paper_language`."""
    return {
        "name": found.period.name,
        "days": days(found.period.first, found.period.last),
        "to_date": found.period.to_date,
        "running": found.period.running,
        "least": found.least,
        "visits": found.visits.text,
        "people": found.people.text,
        "missed": found.missed.text,
        "wait": found.wait_text,
        "figures": [_figure(figure) for figure in found.figures],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "title": figure.title,
        "note": figure.note,
        "whole": figure.whole,
        "empty": figure.is_empty,
        "total": figure.total.text,
        "rows": [
            {
                "label": row.label,
                "text": row.text,
                "hidden": row.mark in {Mark.FEW, Mark.HELD},
                "share": (row.count or 0) / (figure.most or 1),
            }
            for row in figure.rows
        ],
    }


def registers(found: Registers) -> dict[str, Any]:
    """The registers: how many lines, whether they run through, and what is about no client."""
    return {
        "name": found.period.name,
        "days": days(found.period.first, found.period.last),
        "lines": _figure(found.lines),
        "booked": _figure(found.booked),
        "struck": found.struck.text,
        "gaps": found.days_with_gaps,
        "turns": found.turns,
        "papers": [{"title": one.title, "copies": one.copies} for one in found.papers],
    }


def clauses(found: Standings) -> dict[str, Any]:
    """The clauses by their state."""
    return {
        "kept": found.counts["kept"],
        "begun": found.counts["begun"],
        "not_yet": found.counts["not yet"],
        "rows": [
            {"id": row.id, "text": row.text, "word": row.word, "missing": row.missing, "tests": row.tests}
            for row in found.rows
        ],
    }
