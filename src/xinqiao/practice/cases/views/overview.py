"""The director's numbers, and what the school has set."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.core.forms import show
from xinqiao.practice.cases import selectors, services
from xinqiao.practice.cases.forms.rules import RulesForm
from xinqiao.practice.cases.states import Stage


def overview(request: DeskRequest) -> HttpResponse:
    """How many cases at which stage, and what is late. No client, and no case by itself."""
    at = now()
    rows = selectors.counts_by_counsellor(request.actor, at)
    lines = [(row, [row.stages[stage] for stage in Stage]) for row in rows]
    context = {
        "lines": lines,
        "stages": [stage.label for stage in Stage],
        "sums": [sum(counts[place] for _row, counts in lines) for place in range(len(Stage))],
        "unwritten": sum(row.unwritten for row in rows),
        "late": sum(row.late for row in rows),
        "rules": selectors.case_rules(),
        "at": at,
    }
    return show(request, "cases/overview.html", context)


def rules(request: DeskRequest) -> HttpResponse:
    """Within how many hours a record is written, and whether readers are named."""
    known = selectors.case_rules()
    initial = {"file_within_hours": known.file_within_hours, "names_readers": known.names_readers}
    form = RulesForm(request.POST or None, initial=initial)
    page = ("cases/rules.html", {"form": form})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        services.set_case_rules(actor=request.actor, at=now(), **form.cleaned_data)
        messages.success(request, _("记录期限定好了，从下一次谈话起用；已经定下的期限不变。"))
        return redirect("cases:overview")
    return show(request, *page)
