"""The forms of consent, with the name already on them: printed to be signed, before anything else is written."""

from copy import deepcopy
from typing import Any

from xinqiao.office.papers.rules import BLANK_TEMPLATE, Blank, blank_of
from xinqiao.office.papers.services import FormSpec, paper_class, register_form
from xinqiao.practice.cases import policy
from xinqiao.register.people.models import ClientKind
from xinqiao.register.people.selectors.clients import Person

PURPOSE = "签知情同意书"
COPIES = 2
PRIMARY_UNTIL = 6
NAMES, CLASSES = ("姓名", "我的名字", "学生姓名"), ("年级班级", "几年级几班")


def _form(blank: Blank) -> FormSpec:
    """A form that the office has empty, to be filled by us."""
    return register_form(
        FormSpec(
            id=blank.id,
            version=blank.version,
            title=blank.title["zh"],
            template=BLANK_TEMPLATE,
            classification=blank.classification,
            may=policy.may_work_on_cases,
            clauses=blank.clauses,
        )
    )


STUDENT, PRIMARY, ADULT, GUARDIAN = (
    _form(blank_of(form))
    for form in (
        "consent-counselling",
        "consent-counselling-primary",
        "consent-counselling-adult",
        "consent-guardian",
    )
)


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
