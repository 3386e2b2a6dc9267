"""Which form a kind of paper has now, and every form there ever was: what is sealed cannot be rewritten."""

from collections.abc import Mapping

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


def form_of_version(form: str, version: int) -> FormDef:
    """The form a document was written in, however old. Raises `KeyError`."""
    return _ALL[form, version]
