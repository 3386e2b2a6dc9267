"""Who prints what, and who sees what was printed."""

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.access import ANYONE, PROGRAM, Actor
from xinqiao.office.papers import policy
from xinqiao.office.papers.models import Paper
from xinqiao.office.papers.services import print_paper
from xinqiao.office.papers.tests.slips import SLIP

TABLE = {  # prints the slip · prints blanks · opens the list · sees shen's paper
    "shen": (True, True, True, True),
    "lu": (True, True, True, False),
    "xu": (False, True, True, True),
    "bai": (False, True, True, True),
    "he": (False, False, False, False),
    "ma": (False, False, False, False),
    "qin": (False, False, False, False),
    "anyone": (False, False, False, False),
    "program": (False, False, False, False),
}


def who(cast: Cast, name: str) -> Actor:
    return {"anyone": ANYONE, "program": PROGRAM}.get(name) or cast.actor(name)


@pytest.fixture
def paper(cast: Cast) -> Paper:
    made = print_paper(actor=cast.actor("shen"), form=SLIP.id, data={"rows": []}, purpose="核对", at=NOW)
    return Paper.objects.get(pk=made.paper)


@pytest.mark.parametrize("name", TABLE)
def test_who_may_do_what(cast: Cast, paper: Paper, name: str) -> None:
    actor = who(cast, name)

    said = (
        policy.may_print(actor, SLIP),
        policy.may_print_blank(actor),
        policy.may_list(actor),
        policy.may_see(actor, paper),
    )

    assert said == TABLE[name]


@pytest.mark.parametrize("name", TABLE)
def test_the_filter_agrees_with_the_rule(cast: Cast, paper: Paper, name: str) -> None:
    print_paper(actor=cast.actor("lu"), form=SLIP.id, data={"rows": []}, purpose="核对", at=NOW)
    actor = who(cast, name)

    seen = {one for one in Paper.objects.all() if policy.may_see(actor, one)}

    assert set(Paper.objects.filter(policy.visible(actor))) == seen
