"""Addresses of cases. An id of a case or of a paper may stand in one; a name never does."""

from django.urls import URLPattern

from xinqiao.core.access.gate import by_own_door, gate
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.views import (
    approvals,
    case,
    danger,
    disclosing,
    drafts,
    files,
    lists,
    notes,
    opening,
    overview,
    own_reads,
    printing,
    reading,
    reads,
    scans,
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
    gate("<uuid:pk>/scan/<uuid:consent>/", scans.scan, name="scan", may=WORK, methods=FORM),
    gate("<uuid:pk>/scan/<uuid:consent>/open/", scans.open_scan, name="open-scan", may=WORK, methods=PAGE),
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
    gate("<uuid:pk>/helped/", danger.helped, name="helped", may=WORK, methods=ACT),
    gate("<uuid:pk>/reads/", reads.reads, name="reads", may=WORK, methods=PAGE),
]
# What leaves a case leaves here, as a copy of its own.
_given: list[URLPattern] = [
    gate("<uuid:pk>/give/", disclosing.give, name="give", may=WORK, methods=FORM),
    gate("<uuid:pk>/given/", disclosing.given, name="given", may=WORK, methods=PAGE),
    gate("<uuid:pk>/given/print/", disclosing.print_given, name="print-given", may=WORK, methods=ACT),
    gate("<uuid:pk>/given/<uuid:given>/take-back/", disclosing.take_back, name="take-back", may=WORK, methods=ACT),
]
# Printing by leave of another. What is opened is opened behind these addresses' own services.
APPROVALS = policy.may_see_approvals
_prints: list[URLPattern] = [
    gate("approvals/", approvals.approvals, name="approvals", may=APPROVALS, methods=PAGE),
    gate("approvals/ask/", approvals.ask, name="ask-to-print", may=WORK, methods=FORM),
    gate("approvals/<uuid:pk>/decide/", approvals.decide, name="decide-print", may=policy.may_decide_some, methods=ACT),
    gate("approvals/<uuid:pk>/end/", approvals.end, name="end-print", may=APPROVALS, methods=ACT),
    gate("print/", printing.print_many, name="print-many", may=WORK, methods=FORM),
    gate("print/<uuid:pk>/", printing.print_run, name="print-run", may=WORK, methods=PAGE),
    gate("print/<uuid:pk>/next/", printing.print_step, name="print-step", may=WORK, methods=ACT),
    gate("<uuid:pk>/print/", printing.print_case, name="print-case", may=WORK, methods=FORM),
    gate("<uuid:pk>/print/consent/", printing.print_consent, name="print-consent", may=WORK, methods=ACT),
    gate("<uuid:pk>/reads/print/", printing.print_reads, name="print-reads", may=WORK, methods=ACT),
]
urlpatterns: list[URLPattern] = [*_cases, *_given, *_papers, *_prints]
# The own door: who read my file.
own: list[URLPattern] = [gate("", own_reads.own_reads, name="list", may=by_own_door, door="me")]
