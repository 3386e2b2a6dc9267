"""Searching one's own records. What is looked for comes by POST and goes nowhere."""

from django.http import HttpResponse

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.core.forms import show
from xinqiao.practice.cases import services
from xinqiao.practice.cases.forms.search import SearchForm
from xinqiao.register.accounts.services import vault_of


def search(request: DeskRequest) -> HttpResponse:
    """A field, and below it what was found. An address with words in it finds nothing."""
    form = SearchForm(request.POST or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        with vault_of(request) as keyring:
            found = services.search_own_cases(
                actor=request.actor, keyring=keyring, query=form.cleaned_data["q"], at=now()
            )
        context["found"] = found
    return show(request, "cases/search.html", context)
