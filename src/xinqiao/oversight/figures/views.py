"""The pages of figures. Everything on them is published: small numbers are hidden before they get here."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Missing, Problem
from xinqiao.core.clock import now, today
from xinqiao.office.papers.services import FormSpec, print_paper
from xinqiao.oversight.figures import policy, selectors, services
from xinqiao.oversight.figures.charts import chart_of
from xinqiao.oversight.figures.forms import LeastForm, PrintForm
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


class DeskRequest(HttpRequest):
    """A request whose actor the gate has set. `on_problem` names the page that shows a problem with its form."""

    actor: Actor
    on_problem: tuple[str, dict[str, Any]]


class NothingYet(Problem):
    """The term has not had a whole month."""

    def __init__(self) -> None:
        super().__init__(_("这个学期还没有满一个月。学期没有结束时，对外只给整月的数。"))


def report(request: DeskRequest) -> HttpResponse:
    """The figures of a term or a year, each as a chart and as a table."""
    found, made = selectors.report_for(request.actor, request.GET.get("of", ""), today())
    context = {
        "periods": found,
        "report": made,
        "chosen": made.period if made else selectors.choose(found, request.GET.get("of", "")),
        "figures": [(figure, chart_of(figure)) for figure in made.figures] if made else [],
        "may_pack": policy.may_print_pack(request.actor),
        "may_set": policy.may_set_least(request.actor),
    }
    return render(request, "figures/report.html", context)


def registers(request: DeskRequest) -> HttpResponse:
    """That the registers are kept, and how many lines they have."""
    found = selectors.periods(request.actor, today())
    period = selectors.choose(found, request.GET.get("of", ""))
    shown = selectors.registers_of(period) if period and not period.is_empty else None
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
    form = _print_form(request, _("迎检"))
    page = ("figures/pack.html", {"form": form, "period": period, "clauses": selectors.clauses_now()})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        with translation.override(data.ZH):
            values = {
                "report": data.report(selectors.report_of(period)),
                "registers": data.registers(selectors.registers_of(period)),
                "clauses": data.clauses(selectors.clauses_now()),
            }
        return _printed(request, INSPECTION_PACK, values, form)
    return _show(request, *page)


def print_report(request: DeskRequest) -> HttpResponse:
    """The report on paper."""
    period = _the_period(request)
    form = _print_form(request, _("学期工作总结"))
    page = ("figures/print.html", {"form": form, "period": period, "what": _("打印统计")})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        with translation.override(data.ZH):
            values = data.report(selectors.report_of(period))
        return _printed(request, REPORT_TO_DATE if period.to_date else TERM_REPORT, values, form)
    return _show(request, *page)


def print_registers(request: DeskRequest) -> HttpResponse:
    """The summary of the registers on paper."""
    period = _the_period(request)
    form = _print_form(request, _("学期工作总结"))
    page = ("figures/print.html", {"form": form, "period": period, "what": _("打印登记汇总")})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        with translation.override(data.ZH):
            values = data.registers(selectors.registers_of(period))
        return _printed(request, REGISTERS_TO_DATE if period.to_date else REGISTERS, values, form)
    return _show(request, *page)


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
    page = ("figures/threshold.html", {"form": form})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        services.set_least(actor=request.actor, least=form.cleaned_data["least"], at=now())
        messages.success(request, _("人数门槛定好了。"))
        return redirect("figures:report")
    return _show(request, *page)


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
    return PrintForm(request.POST or None, initial={"purpose": purpose, "copies": 1})


def _show(request: DeskRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    wrong = request.method == "POST" and bool(context["form"].errors)
    return render(request, template, context, status=422 if wrong else 200)


def _printed(request: DeskRequest, spec: FormSpec, values: dict[str, Any], form: PrintForm) -> HttpResponse:
    printed = print_paper(
        actor=request.actor,
        form=spec.id,
        data=values,
        purpose=form.cleaned_data["purpose"],
        copies=form.cleaned_data["copies"],
        at=now(),
    )
    return HttpResponse(printed.pdf, headers=printed.headers)
