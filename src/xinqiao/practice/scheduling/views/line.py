"""The desk's side of the own door: who waits, what guardians ask, and how a counsellor is shown."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.core.forms import show
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.forms import OfferForm, ProfileForm

from .appointments import LOOK, Offers, times_or_errors


def line(request: DeskRequest) -> HttpResponse:
    """Who waits for a time to come free, and what guardians ask for their children."""
    found = services.open_waiting_line(actor=request.actor, at=now())
    return show(request, "scheduling/line.html", {"line": found})


def offer(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Offer somebody in the line a time by hand."""
    found = services.open_waiting_line(actor=request.actor, at=now())
    one = selectors.in_line(found, pk)
    initial = {"counsellor": str(one.wish.counsellor_id or request.actor.pk)}
    form = OfferForm(request.POST or None, initial=initial)
    form.offer(request.actor)
    page = ("scheduling/offer.html", {"form": form, "one": one, "offers": Offers(request.actor, form)})
    request.on_problem = page
    if request.method == "POST" and LOOK not in request.POST and form.is_valid():
        clean = form.cleaned_data
        services.offer_time(
            actor=request.actor, wish=pk, counsellor=UUID(clean["counsellor"]), wanted=clean["wanted"], at=now()
        )
        messages.success(request, _("问了，等回话。没有回话就问下一位。"))
        return redirect("scheduling:line")
    return times_or_errors(request, form, page)


def strike(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Take somebody out of the line."""
    services.strike_from_line(actor=request.actor, wish=pk, at=now())
    messages.success(request, _("从候补里去掉了。"))
    return redirect("scheduling:line")


def answer(request: DeskRequest, pk: UUID) -> HttpResponse:
    """What a guardian asked has been dealt with."""
    services.answer_request(actor=request.actor, request=pk, at=now())
    messages.success(request, _("记下了。家长只会看到“老师处理了”，看不到结果。"))
    return redirect("scheduling:line")


def profile(request: DeskRequest) -> HttpResponse:
    """How one is shown to pupils and guardians."""
    kept = selectors.own_profile(request.actor)
    form = ProfileForm(request.POST or None, request.FILES or None, initial=ProfileForm.started(kept))
    page = ("scheduling/profile.html", {"form": form, "profile": kept, "name": request.actor.name})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        services.keep_profile(actor=request.actor, at=now(), **form.said())
        messages.success(request, _("记好了，学生和家长现在看到的就是这样。"))
        return redirect("scheduling:profile")
    return show(request, *page)


def picture(request: DeskRequest, staff: UUID) -> HttpResponse:
    """The picture of a counsellor, for the desk."""
    pixels, media = selectors.picture_of(staff, today())
    return HttpResponse(pixels, content_type=media)
