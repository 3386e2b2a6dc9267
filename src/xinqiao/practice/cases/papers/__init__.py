"""The school's own forms of a case, filled from what was filed. One template sets them all."""

from collections.abc import Mapping
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinqiao.office.papers.services import Classification, FormSpec, register_form
from xinqiao.practice.cases import policy, rules
from xinqiao.practice.cases.rules import Kind

HERE = Path(__file__).parent
TITLES: Mapping[Kind, str | Promise] = {
    Kind.REGISTRATION: _("来访者登记表"),
    Kind.INTAKE: _("初次访谈与初步评估记录表"),
    Kind.PLAN: _("个别辅导方案"),
    Kind.SESSION: _("个别咨询记录表"),
    Kind.PARENT: _("家长咨询记录表"),
    Kind.PHONE: _("电话咨询记录表"),
    Kind.LETTER: _("书信咨询记录表"),
    Kind.CLOSING: _("个案结案报告表"),
    Kind.ADDITION: _("咨询记录补充更正单"),
}
CLAUSES: Mapping[Kind, tuple[str, ...]] = {
    Kind.REGISTRATION: ("CAS-01",),
    Kind.INTAKE: ("CAS-01",),
    Kind.PLAN: ("CAS-02",),
    Kind.CLOSING: ("CAS-03",),
    Kind.ADDITION: ("REC-02",),
}


def _spec(form: str, version: str, title: str | Promise, clauses: tuple[str, ...], template: str) -> FormSpec:
    return register_form(
        FormSpec(
            id=form,
            version=version,
            title=title,
            template=HERE / template,
            classification=Classification.CONTENT,
            may=policy.may_work_on_cases,
            clauses=("REC-04", *clauses),
        )
    )


FORMS: Mapping[Kind, FormSpec] = {
    kind: _spec(
        rules.FORMS[kind].id,
        str(rules.FORMS[kind].version),
        title,
        CLAUSES.get(kind, ("REC-01",)),
        "case_papers.typ",
    )
    for kind, title in TITLES.items()
}
CASE_PAPERS = _spec("case-papers", "1", _("个案材料"), (), "case_papers.typ")
READERS = register_form(
    FormSpec(
        id="who-read-my-file",
        version="1",
        title=_("谁打开过我的材料"),
        template=HERE / "readers.typ",
        classification=Classification.CONTENT,
        may=policy.may_work_on_cases,
        clauses=("CNF-10",),
    )
)
LEAVINGS = register_form(
    FormSpec(
        id="what-left",
        version="1",
        title=_("给出去的材料"),
        template=HERE / "leavings.typ",
        classification=Classification.CONTENT,
        may=policy.may_work_on_cases,
        clauses=("CNS-03",),
    )
)
