"""The page from which a filled form is printed: it asks what for and how many, and answers with the paper."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.office.papers.rules import LONGEST_PURPOSE, MOST_COPIES, SHORTEST_PURPOSE
from xinqiao.office.papers.services import FormSpec, print_paper


class PrintForm(forms.Form):
    """Why, and how many: for every page that prints a filled form."""

    purpose = forms.CharField(
        label=_("打印的用途"),
        min_length=SHORTEST_PURPOSE,
        max_length=LONGEST_PURPOSE,
        help_text=_("会印在每一页的页脚，也会留在打印登记里。不写姓名。"),
    )
    copies = forms.IntegerField(label=_("份数"), min_value=1, max_value=MOST_COPIES, initial=1)


def print_page(
    request: DeskRequest,
    template: str,
    context: dict[str, Any],
    fill: Callable[[dict[str, Any]], tuple[FormSpec, Mapping[str, Any]]],
) -> HttpResponse:
    """The page with the `PrintForm` in `context`; sent and right, the paper that `fill` makes of what was said.

    Raises what `print_paper` raises; the page then shows it beside the form.
    """
    form: PrintForm = context["form"]
    request.on_problem = (template, context)
    if not form.is_valid():
        return render(request, template, context, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    spec, values = fill(said)
    printed = print_paper(
        actor=request.actor, form=spec.id, data=values, purpose=said["purpose"], copies=said["copies"], at=now()
    )
    return HttpResponse(printed.pdf, headers=printed.headers)
