"""Who sees and enters papers; the filter agrees with the rule."""

import pytest

from tests.cast import Cast
from xinqiao.core.access import ANYONE, PROGRAM, Actor
from xinqiao.register.credentials import policy
from xinqiao.register.credentials.models import ConfidentialityAgreement, Qualification

from .builders import qualify, sign

# looks · keeps · sees shen's · enters · withdraws and ends
TABLE = {
    "shen": "yes no yes no no",
    "lu": "yes no no no no",
    "xu": "yes yes yes yes yes",
    "he": "no no no no no",
    "bai": "yes no no no no",
    "ma": "no no no no no",
    "qin": "no no no no no",
    "tang": "no no no no no",
    "anyone": "no no no no no",
    "program": "no no no no no",
}


def who(cast: Cast, name: str) -> Actor:
    return {"anyone": ANYONE, "program": PROGRAM}.get(name) or cast.actor(name)


@pytest.mark.parametrize("name", TABLE)
def test_who_may_do_what(cast: Cast, name: str) -> None:
    actor, shen = who(cast, name), cast.staff["shen"]
    shown, signed = qualify(cast, "shen"), sign(cast, "shen")

    sees = {policy.may_see_of(actor, shen), policy.may_see(actor, shown), policy.may_see(actor, signed)}
    changes = {policy.may_withdraw(actor, shown), policy.may_end(actor, signed)}

    assert len(sees) == len(changes) == 1
    said = (
        policy.may_look(actor),
        policy.may_keep_credentials(actor),
        sees.pop(),
        policy.may_enter(actor, shen),
        changes.pop(),
    )
    assert " ".join("yes" if one else "no" for one in said) == TABLE[name]


@pytest.mark.parametrize("name", TABLE)
def test_the_filter_agrees_with_the_rule(cast: Cast, name: str) -> None:
    actor = who(cast, name)
    for person in ("shen", "lu", "bai"):
        qualify(cast, person)
        sign(cast, person)

    for model in (Qualification, ConfidentialityAgreement):
        rows = list(model.objects.all())
        assert set(model.objects.filter(policy.visible(actor))) == {row for row in rows if policy.may_see(actor, row)}
