"""The page that opens the vault by the passphrase and leads back, and the key that locks it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from xinqiao.core.access import Problem
from xinqiao.core.clock import now
from xinqiao.register.accounts import selectors, services
from xinqiao.register.accounts.forms import OpenVault
from xinqiao.register.accounts.limiter import TooManyTries
from xinqiao.register.accounts.vault_cookie import forget_browser_key, keep_browser_key
from xinqiao.register.accounts.views.common import Knocking, lock_here, safe_next, show_on_problem, standing

TEMPLATE = "accounts/vault.html"


def vault(request: Knocking) -> HttpResponse:
    """The passphrase once more; five wrong ones make a pause, and nothing that waits is lost by it."""
    here = standing(request)
    form = OpenVault(request.POST or None)
    context = {
        "form": form,
        "is_open": selectors.is_vault_open(request),
        "next": request.POST.get("next") or request.GET.get("next") or "",
    }
    if here.session is None or not form.is_valid():
        return render(request, TEMPLATE, context, status=422 if form.is_bound else 200)
    show_on_problem(request, TEMPLATE, context)
    try:
        proof = services.prove_for_vault(session=here.session, words=form.cleaned_data["passphrase"], moment=now())
    except TooManyTries as wait:
        sentence = _("口令试错的次数太多，%(minutes)d 分钟后再试。没有退出登录，写到一半的内容还在。")
        raise Problem(sentence % {"minutes": wait.minutes}, status=wait.status) from None
    browser_key = services.open_vault(actor=here.owner, session=here.session, proof=proof, at=now())
    return keep_browser_key(HttpResponseRedirect(safe_next(request)), browser_key)


def lock(request: Knocking) -> HttpResponse:
    """Lock the vault in this browser; the person stays signed in, on the page where they were."""
    lock_here(request, standing(request))
    messages.success(request, _("保险柜已锁上。看记录时，用口令开锁。"))
    return forget_browser_key(HttpResponseRedirect(safe_next(request)))
