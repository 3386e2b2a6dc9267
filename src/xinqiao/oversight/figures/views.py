"""The pages of figures. Everything on them is published: small numbers are hidden before they get here."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xinqiao.core.access import Missing, Problem
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.office.papers.printing import PrintForm, print_page
from xinqiao.office.papers.services import FormSpec, paper_language
from xinqiao.oversight.figures import policy, selectors, services
from xinqiao.oversight.figures.charts import chart_of
from xinqiao.oversight.figures.forms import LeastForm
from xinqiao.oversight.figures.papers import (
    INSPECTION_PACK,
    REGISTERS,
    REGISTERS_TO_DATE,
    REPORT_TO_DATE,
    TERM_REPORT,
    data,
)
from xinqiao.oversight.figures.selectors import Period
from xinqiao.oversight.figures.workbook import NAME, TYPE, workbook_of


class NothingYet(Problem):
    """The term has not had a whole month."""

    def __init__(self) -> None:
        super().__init__(_("这个学期还没有满一个月。学期没有结束时，对外只给整月的数。"))


def report(request: DeskRequest) -> HttpResponse:
    """The figures of a term or a year, each as a chart and as a table."""
    found = selectors.periods(request.actor, today())
    period = selectors.choose(found, request.GET.get("of", ""))
    made = selectors.report_of(selectors.counted(period)) if period and not period.is_empty else None
    context = {
        "periods": found,
        "report": made,
        "chosen": period,
        "figures": [(figure, chart_of(figure)) for figure in made.figures] if made else [],
        "may_pack": policy.may_print_pack(request.actor),
        "may_set": policy.may_set_least(request.actor),
    }
    return render(request, "figures/report.html", context)


def registers(request: DeskRequest) -> HttpResponse:
    """That the registers are kept, and how many lines they have."""
    found = selectors.periods(request.actor, today())
    period = selectors.choose(found, request.GET.get("of", ""))
    book = selectors.counted(period, book_only=True) if period and not period.is_empty else None
    shown = selectors.registers_of(book) if book else None
    context = {
        "periods": found,
        "registers": shown,
        "chosen": period,
        "figures": [(shown.lines, chart_of(shown.lines)), (shown.booked, chart_of(shown.booked))] if shown else [],
    }
    return render(request, "figures/registers.html", context)


def pack(request: DeskRequest) -> HttpResponse:
    """What goes into the inspection pack, and the clauses as they stand; sent, it is printed.

    It is for people from outside, so a running term stands in it in whole months.
    """
    period = _the_period(request, public=True)
    context = {"form": _print_form(request, _("迎检")), "period": period, "clauses": selectors.clauses_now()}

    def fill(_said: dict[str, Any]) -> tuple[FormSpec, dict[str, Any]]:
        with paper_language():
            counted = selectors.counted(period)
            return INSPECTION_PACK, {
                "report": data.report(selectors.report_of(counted)),
                "registers": data.registers(selectors.registers_of(counted)),
                "clauses": data.clauses(selectors.clauses_now()),
            }

    return print_page(request, "figures/pack.html", context, fill)


def print_report(request: DeskRequest) -> HttpResponse:
    """The report on paper."""
    period = _the_period(request)
    context = {"form": _print_form(request, _("学期工作总结")), "period": period, "what": _("打印统计")}

    def fill(_said: dict[str, Any]) -> tuple[FormSpec, dict[str, Any]]:
        with paper_language():
            values = data.report(selectors.report_of(selectors.counted(period)))
        return REPORT_TO_DATE if period.to_date else TERM_REPORT, values

    return print_page(request, "figures/print.html", context, fill)


def print_registers(request: DeskRequest) -> HttpResponse:
    """The summary of the registers on paper."""
    period = _the_period(request)
    context = {"form": _print_form(request, _("学期工作总结")), "period": period, "what": _("打印登记汇总")}

    def fill(_said: dict[str, Any]) -> tuple[FormSpec, dict[str, Any]]:
        with paper_language():
            values = data.registers(selectors.registers_of(selectors.counted(period, book_only=True)))
        return REGISTERS_TO_DATE if period.to_date else REGISTERS, values

    return print_page(request, "figures/print.html", context, fill)


def export(request: DeskRequest) -> HttpResponse:
    """The report as a workbook, under a name that says nothing; a running term in whole months."""
    period = _the_period(request, public=True)
    made = services.export_figures(actor=request.actor, period=period, at=now())
    headers = {
        "Content-Type": TYPE,
        "Content-Disposition": f'attachment; filename="{NAME}"',
        "Cache-Control": "no-store, private",
    }
    return HttpResponse(workbook_of(made), headers=headers)


def threshold(request: DeskRequest) -> HttpResponse:
    """From how many people on a number is shown."""
    form = LeastForm(request.POST or None, initial={"least": selectors.least()})
    page = "figures/threshold.html", {"form": form}
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        services.set_least(actor=request.actor, least=form.cleaned_data["least"], at=now())
        messages.success(request, _("人数门槛定好了。"))
        return redirect("figures:report")
    return render(request, *page, status=422 if form.is_bound else 200)


def _the_period(request: DeskRequest, *, public: bool = False) -> Period:
    """The period that was asked for. Raises `Missing` without a term, `NothingYet` before its first whole month."""
    found = selectors.public_periods(today()) if public else selectors.periods(request.actor, today())
    period = selectors.choose(found, request.GET.get("of", ""))
    if period is None and not found:
        raise Missing("figures.period")
    if period is None or period.is_empty:
        raise NothingYet
    return period


def _print_form(request: DeskRequest, purpose: str) -> PrintForm:
    return PrintForm(request.POST or None, initial={"purpose": purpose})
