"""Which form a kind of paper has now, and every form there ever was: what is sealed cannot be rewritten."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from xinqiao.core.clauses import clause

from .codes import Kind
from .course import COURSE_FORMS
from .fields import FormDef
from .talks import TALK_FORMS

FORMS: Mapping[Kind, FormDef] = {**TALK_FORMS, **COURSE_FORMS}
_ALL = {(form.id, form.version): form for form in FORMS.values()}


@clause("REC-03", missing="保管期限（档案还没有做）。")
def form_of(kind: str) -> FormDef:
    """The form in which a kind of paper is written today."""
    return FORMS[Kind(kind)]


def form_to_write(kind: str, number: int) -> FormDef:
    """The form with what this very paper must say: from its second version on, a plan says why it was revised."""
    form = form_of(kind)
    if kind != Kind.PLAN or number == 1:
        return form
    sections = (
        replace(
            one,
            fields=tuple(replace(field, required=field.required or field.name == "revised") for field in one.fields),
        )
        for one in form.sections
    )
    return replace(form, sections=tuple(sections))


def carried(kind: str, plan: Mapping[str, Any]) -> dict[str, Any]:
    """What a paper takes over from the plan: a new version all that was planned, the closing the goals and where they began."""
    if kind == Kind.PLAN:
        return {name: value for name, value in plan.items() if name not in {"revised", "client_says"}}
    if kind == Kind.CLOSING:
        return {"reached": [{"goal": one.get("goal", ""), "start": one.get("start", "")} for one in plan["goals"]]}
    return {}


def form_of_version(form: str, version: int) -> FormDef:
    """The form a document was written in, however old. Raises `KeyError`."""
    return _ALL[form, version]
