"""Setting a paper with Typst, to PDF/A-3b.

Data go in as one JSON string beside the template and are read there as values:
whatever a user typed stays text and cannot become markup. A template reads no
file outside of the program's own folder, and only our two fonts are used, so
that a paper looks the same on every machine.
"""

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from xinqiao.core.access import Problem
from xinqiao.office.papers.glyphs import font_files, shown
from xinqiao.office.papers.rules import PACKAGE

STANDARD = "a-3b"
LONGEST_DATA = 4_000_000
NO_PACKAGES = PACKAGE / "office" / "papers" / "typst" / "no-packages"
log = logging.getLogger(__name__)


class CannotBeSet(Problem):
    """The paper could not be made; nothing was numbered and nothing printed."""

    def __init__(self) -> None:
        super().__init__(_("这份表单没能排印出来，没有编号，也没有打印。请把这件事告诉管理员。"))


class TooLong(Problem):
    """More than one print can hold."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("内容太多，一次印不下。请缩短日期范围，分几次打印。"))


class NotPrintable(TypeError):
    """A form was given something that is neither text, number, yes or no, list nor table."""


def set_paper(template: Path, *, marks: Mapping[str, Any], data: Mapping[str, Any], at: datetime) -> bytes:
    """The PDF/A of a template with these values. Raises `CannotBeSet`, `TooLong`, `NotPrintable`."""
    made: bytes = _compile(template, marks, data, format="pdf", pdf_standards=[STANDARD], timestamp=int(at.timestamp()))
    return made


def preview_pages(
    template: Path, *, marks: Mapping[str, Any], data: Mapping[str, Any], ppi: float = 110
) -> list[bytes]:
    """The same pages as PNG pictures, to look at."""
    made = _compile(template, marks, data, format="png", ppi=ppi)
    return made if isinstance(made, list) else [made]


def _compile(template: Path, marks: Mapping[str, Any], data: Mapping[str, Any], **how: Any) -> Any:
    values = {"marks": _text(marks), "data": _text(data)}
    try:
        return typst.compile(
            str(template),
            root=str(PACKAGE),
            font_paths=_fonts(),
            sys_inputs=values,
            package_path=str(NO_PACKAGES),
            package_cache_path=str(NO_PACKAGES),
            **how,
        )
    except typst.TypstError:
        # The error quotes what was to be printed, so it is not logged.
        log.warning("typst could not set %s", template.name)
        raise CannotBeSet from None


@cache
def _fonts() -> Any:
    """Our faces and no others."""
    folders = sorted({str(path.parent) for path in font_files()})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _text(values: Mapping[str, Any]) -> str:
    written = json.dumps(_value(values), ensure_ascii=False, allow_nan=False)
    if len(written) > LONGEST_DATA:
        raise TooLong
    return written


def _value(value: Any) -> Any:
    """The same value with every text made printable."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): _value(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_value(inner) for inner in value]
    if isinstance(value, str | Promise):
        return shown(str(value))
    raise NotPrintable(type(value).__name__)
