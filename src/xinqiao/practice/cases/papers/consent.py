"""The forms of consent, with the name already on them: printed to be signed, before anything else is written."""

from copy import deepcopy
from typing import Any

from xinqiao.office.papers.rules import PACKAGE, blank_of
from xinqiao.office.papers.services import Classification, FormSpec, paper_class, register_form
from xinqiao.practice.cases import policy
from xinqiao.register.people.models import ClientKind
from xinqiao.register.people.selectors.clients import Person

PURPOSE = "签知情同意书"
COPIES = 2
PRIMARY_UNTIL = 6
STUDENT, PRIMARY, ADULT, GUARDIAN = (
    register_form(
        FormSpec(
            id=form,
            version="1",
            title=title,
            template=PACKAGE / "office" / "papers" / "typst" / "blank.typ",
            classification=Classification.CONTENT,
            may=policy.may_work_on_cases,
            clauses=("CNS-01",),
        )
    )
    for form, title in (
        ("consent-counselling", "心理辅导知情同意书（学生）"),
        ("consent-counselling-primary", "心理辅导知情同意书（小学生）"),
        ("consent-counselling-adult", "心理辅导知情同意书（成年人）"),
        ("consent-guardian", "未成年人监护人知情同意书"),
    )
)
NAMES, CLASSES = ("姓名", "我的名字", "学生姓名"), ("年级班级", "几年级几班")


def form_for(person: Person, grade: int | None, *, guardian: bool) -> FormSpec:
    """In which words somebody is asked; a guardian is asked of pupils only."""
    if person.kind != ClientKind.STUDENT:
        return ADULT
    if guardian:
        return GUARDIAN
    return PRIMARY if grade is not None and grade <= PRIMARY_UNTIL else STUDENT


def filled(form: FormSpec, person: Person) -> dict[str, Any]:
    """The empty form, with name and class written in."""
    body = deepcopy(dict(blank_of(form.id).body))
    known = dict.fromkeys(NAMES, person.name) | dict.fromkeys(CLASSES, paper_class(person.detail))
    for section in body["section"]:
        for field in section["field"]:
            if known.get(field["label"]):
                field["value"] = known[field["label"]]
    return body
