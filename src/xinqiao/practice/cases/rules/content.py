"""What may stand in a paper, and when it is complete."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from xinqiao.core.access import Problem
from xinqiao.core.clauses import clause
from xinqiao.core.clock import is_in_reach

from .fields import LONGEST_LINE, LONGEST_TEXT, MOST_KEPT, MOST_ROWS, Field, FormDef

KEPT_CONTROLS = "\n\t"


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field, in a sentence."""

    field: str
    sentence: str


class IncompleteRecord(Problem):
    """The paper cannot be filed as it is; `faults` says why, field by field."""

    status = 422

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(_("还不能归入：%(what)s") % {"what": " ".join(one.sentence for one in faults)})
        self.faults = faults


def clean(form: FormDef, given: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of what was typed: known fields only, in their shapes, without invisible control characters.

    A value that its field cannot hold is left out here and reported by `check_complete`
    where it was required; nothing that was written as text is ever cut.
    """
    kept = {field.name: _clean(field, given[field.name]) for field in form.fields() if field.name in given}
    return {name: value for name, value in kept.items() if value not in ("", [], None)}


def check_complete(form: FormDef, content: Mapping[str, Any]) -> None:
    """Raises `IncompleteRecord` for what is missing or too long."""
    faults = tuple(fault for field in form.fields() for fault in _faults(field, content.get(field.name)))
    if faults:
        raise IncompleteRecord(faults)


def check_can_be_kept(content: Mapping[str, Any]) -> None:
    """What is half written may lack anything, and a field of it be too long to be signed: only the whole has a bound.

    Whoever pasted too much loses nothing else by it. Raises `Problem`.
    """
    size = sum(_size(value) for value in content.values())
    if size > MOST_KEPT:
        words = {"most": MOST_KEPT, "now": size}
        raise Problem(_("一份记录最多存 %(most)d 字，现在 %(now)d 字。请分成几份写。") % words, status=422)


@clause("CNF-02")
@clause("CNF-06")
def coded_part(form: FormDef, content: Mapping[str, Any]) -> dict[str, Any]:
    """What is counted: the coded fields only, no word of text among them."""
    return {field.name: content[field.name] for field in form.fields() if field.coded and field.name in content}


def _clean(field: Field, value: Any) -> Any:
    match field.shape:
        case "line" | "text":
            return _text(value)
        case "choice":
            return value if value in dict(field.options) else ""
        case "choices":
            return [one for one, _label in field.options if isinstance(value, list) and one in value]
        case "scale":
            return int(value) if str(value) in {str(number) for number in range(11)} else None
        case "date":
            return _date(value)
        case "table":
            rows = value if isinstance(value, list) else []
            cleaned = [{name: _text(row.get(name, "")) for name, _label in field.columns} for row in rows]
            return [row for row in cleaned if any(row.values())]


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return sum(_size(one) for one in value.values())
    return sum(_size(one) for one in value) if isinstance(value, list) else len(str(value))


def _text(value: Any) -> str:
    """Text as it was typed, in one form of Unicode and with one kind of line end."""
    text = unicodedata.normalize("NFC", str(value or "").replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(one for one in text if one in KEPT_CONTROLS or unicodedata.category(one) not in {"Cc", "Cs"}).strip()


def _date(value: Any) -> str:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return ""
    return day.isoformat() if is_in_reach(day) else ""


def _faults(field: Field, value: Any) -> list[Fault]:
    if value in ("", [], None):
        return [Fault(field.name, _("请填写“%(field)s”。") % {"field": field.label})] if field.required else []
    longest = {"line": LONGEST_LINE, "text": LONGEST_TEXT}.get(field.shape)
    if longest and len(value) > longest:
        words = {"field": field.label, "most": longest, "now": len(value)}
        return [Fault(field.name, _("“%(field)s”最多 %(most)d 字，现在 %(now)d 字。") % words)]
    if field.shape == "table" and (
        len(value) > MOST_ROWS or any(len(cell) > 500 for row in value for cell in row.values())
    ):
        return [Fault(field.name, _("“%(field)s”最多 20 行，每格最多 500 字。") % {"field": field.label})]
    return []
