"""At the desk: classes and people to hand slips to, what the school has decided, and the code from hand to hand."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xinqiao.core.access import require
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.register.people.selectors import current_year
from xinqiao.register.personal import policy, selectors, services
from xinqiao.register.personal.forms import SetDoorRules
from xinqiao.register.personal.rules import CODE_LASTS, SLIP_LASTS, is_this_machine

MINUTES = int(CODE_LASTS.total_seconds()) // 60


def slips(request: DeskRequest) -> HttpResponse:
    """The classes of this year."""
    rules, year = services.the_rules(), current_year(today())
    address = selectors.slip_address(request)
    context = {
        "rules": rules,
        "lines": selectors.class_lines(request.actor, rules, year.pk, today()) if year else [],
        "days": SLIP_LASTS.days,
        "address": address,
        "is_local": is_this_machine(address),
        "may_set": policy.may_set_door_rules(request.actor),
    }
    return render(request, "personal/slips.html", context)


def slips_of_class(request: DeskRequest, school_class: UUID) -> HttpResponse:
    """The people of a class, for one new slip at a time."""
    rules = services.the_rules()
    found, lines = selectors.people_of_class(request.actor, school_class, rules, today())
    context = {"rules": rules, "school_class": found, "lines": lines, "days": SLIP_LASTS.days}
    return render(request, "personal/slips_of_class.html", context)


def rules(request: DeskRequest) -> HttpResponse:
    """From which age, for whom, and from where computers are shared."""
    form = SetDoorRules(request.POST or None, initial=SetDoorRules.started(services.the_rules()))
    context = {"form": form}
    if not form.is_valid():
        return render(request, "personal/rules.html", context, status=422 if form.is_bound else 200)
    request.on_problem = ("personal/rules.html", context)
    services.set_door_rules(actor=request.actor, at=now(), **form.cleaned_data)
    messages.success(request, _("记下了。"))
    return redirect("personal:slips")


def give_code(request: DeskRequest, client: UUID) -> HttpResponse:
    """A code for a client who stands before the counsellor; shown once."""
    if request.method == "POST":
        new = services.give_code(actor=request.actor, client=client, at=now())
        return render(request, "personal/code_given.html", {"new": new, "minutes": MINUTES})
    name, served = selectors.served(client)
    require(request.actor, policy.may_give_code, served)
    return render(request, "personal/give_code.html", {"name": name, "minutes": MINUTES})
