"""What the browser is asked for when a passkey is added or shown."""

from django.http import HttpResponse

from xinqiao.core.access import Missing
from xinqiao.core.clock import now
from xinqiao.register.accounts import passkeys, selectors
from xinqiao.register.accounts.models import Account
from xinqiao.register.accounts.states import Step
from xinqiao.register.accounts.views.common import Knocking, place_of, standing


def options_to_add(request: Knocking) -> HttpResponse:
    """For a new passkey: somebody who is in, or is choosing the first second step."""
    account, challenge = _ask(request, {Step.IN, Step.ENROL})
    return _json(passkeys.options_to_add(account, challenge, place_of(request)))


def options_to_ask(request: Knocking) -> HttpResponse:
    """For an existing one: at the second step, or before the locked screen."""
    account, challenge = _ask(request, {Step.IN, Step.SECOND})
    return _json(passkeys.options_to_ask(account, challenge, place_of(request)))


def _ask(request: Knocking, steps: set[Step]) -> tuple[Account, bytes]:
    here = standing(request)
    account = selectors.own_account(here.owner)
    if here.session is None or here.step not in steps or account is None:
        raise Missing("accounts.session", here.session)
    return account, passkeys.new_challenge(here.session, now())


def _json(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")
