"""Addresses of cases. An id of a case or of a paper may stand in one; a name never does."""

from django.urls import URLPattern

from xinqiao.core.access.gate import gate
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.views import (
    case,
    drafts,
    files,
    lists,
    notes,
    opening,
    overview,
    reading,
    reads,
    search,
    writing,
)

app_name = "cases"
WORK = policy.may_work_on_cases
PAGE, FORM, ACT = ("GET",), ("GET", "POST"), ("POST",)

_papers: list[URLPattern] = [
    gate("<uuid:pk>/start/", writing.start, name="start", may=WORK, methods=FORM),
    gate("<uuid:pk>/note/", notes.note, name="note", may=WORK, methods=FORM),
    gate("record/<uuid:pk>/", reading.record, name="record", may=WORK, methods=PAGE),
    gate("record/<uuid:pk>/write/", writing.write, name="write", may=WORK, methods=PAGE),
    # What is typed is sealed and kept even where the screen has locked meanwhile; nothing is shown there.
    gate("record/<uuid:pk>/draft/", drafts.draft, name="draft", may=WORK, methods=FORM, locked_too=True),
    gate("record/<uuid:pk>/sign/", writing.sign, name="sign", may=WORK, methods=FORM, locked_too=True),
    gate("record/<uuid:pk>/last/", writing.last, name="last", may=WORK, methods=PAGE),
    gate("record/<uuid:pk>/add/", reading.add, name="add", may=WORK, methods=ACT),
    gate("record/<uuid:pk>/drop/", writing.drop, name="drop", may=WORK, methods=FORM),
    gate("<uuid:pk>/attach/", files.attach, name="attach", may=WORK, methods=FORM),
    gate("file/<uuid:pk>/", files.file, name="file", may=WORK, methods=PAGE),
    gate("file/<uuid:pk>/listen/", files.listen, name="listen", may=WORK, methods=PAGE),
]
_cases: list[URLPattern] = [
    gate("", lists.cases, name="list", may=WORK, methods=PAGE),
    gate("open/", opening.open_case, name="open", may=WORK, methods=FORM),
    gate("visit/<uuid:pk>/", opening.of_visit, name="visit", may=WORK, methods=PAGE),
    gate("search/", search.search, name="search", may=WORK, methods=FORM),
    gate("overview/", overview.overview, name="overview", may=policy.may_count_cases, methods=PAGE),
    gate("rules/", overview.rules, name="rules", may=policy.may_set_case_rules, methods=FORM),
    gate("<uuid:pk>/", case.case, name="case", may=WORK, methods=PAGE),
    gate("<uuid:pk>/reads/", reads.reads, name="reads", may=WORK, methods=PAGE),
]
urlpatterns: list[URLPattern] = [*_cases, *_papers]
