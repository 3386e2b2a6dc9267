"""Who may ask, answer and print, as a table; and the filter says what its rule says."""

from uuid import uuid4

import pytest

from tests.cast import Cast
from xinqiao.core.access import ANYONE, PROGRAM, Actor, Post
from xinqiao.core.access.actor import Held
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.models import Case, PrintApproval, PrintRun

from .builders import MUCH_LATER, ready
from .printing import ask

#         asks   sees some  decides  decides shen's  prints under shen's
TABLE = {
    "shen": (True, True, False, False, True),
    "lu": (True, True, False, False, False),
    "xu": (False, True, True, True, False),
    "he": (False, True, True, False, False),
    "bai": (False, False, False, False, False),
    "ma": (False, False, False, False, False),
    "qin": (False, False, False, False, False),
    "tang": (False, False, False, False, False),
    "nobody": (False, False, False, False, False),
    "program": (False, False, False, False, False),
}


def actor_of(cast: Cast, who: str) -> Actor:
    return {"nobody": ANYONE, "program": PROGRAM}.get(who) or cast.actor(who)


@pytest.mark.clause("REC-04")
@pytest.mark.parametrize("who", TABLE)
def test_who_may_ask_answer_and_print(cast: Cast, who: str) -> None:
    actor = actor_of(cast, who)
    asks, sees, decides, decides_this, prints = TABLE[who]
    case, other = Case(counsellor=cast.staff["shen"]), Case(counsellor=cast.staff["lu"])
    of_all = PrintApproval(asked_by=cast.staff["shen"], asked_of=Post.DIRECTOR)
    of_one = PrintApproval(asked_by=cast.staff["shen"], asked_of=Post.DIRECTOR, case=case)

    assert policy.may_ask_to_print(actor) is asks
    assert policy.may_ask_to_print(actor, case) is prints
    assert policy.may_see_approvals(actor) is sees
    assert policy.may_decide_some(actor) is decides
    assert policy.may_decide_print(actor, of_one) is decides_this
    assert policy.may_end_print(actor, of_one) is (decides_this or prints)
    assert policy.may_print_under(actor, of_one, case) is prints
    assert policy.may_print_under(actor, of_all, case) is prints
    assert policy.may_go_on_printing(actor, PrintRun(approval=of_one)) is prints
    assert not policy.may_print_under(actor, of_one, other)
    assert not policy.may_print_under(actor, of_all, case, other)


@pytest.mark.clause("REC-04")
def test_nobody_answers_themselves_whatever_posts_they_hold(cast: Cast) -> None:
    every = Actor(cast.staff["xu"].pk, frozenset(Held(post) for post in Post))

    for post in (Post.DIRECTOR, Post.PRINCIPAL):
        own = PrintApproval(asked_by=cast.staff["xu"], asked_of=post)
        assert not policy.may_decide_print(every, own)


@pytest.mark.parametrize("who", TABLE)
def test_the_filter_says_what_the_rule_says(cast: Cast, who: str) -> None:
    ready(cast, "shen", "lu")
    for approval in (ask(cast), ask(cast, by="lu")):
        PrintRun.objects.create(
            approval=approval, papers=[], copies=1, shows_sensitive=False, started_at=MUCH_LATER, token=uuid4()
        )
    actor = actor_of(cast, who)

    found = set(PrintApproval.objects.filter(policy.visible_approvals(actor)))
    runs = set(PrintRun.objects.filter(policy.visible_runs(actor)))

    assert found == {one for one in PrintApproval.objects.all() if policy.may_end_print(actor, one)}
    assert runs == {one for one in PrintRun.objects.all() if policy.may_go_on_printing(actor, one)}
