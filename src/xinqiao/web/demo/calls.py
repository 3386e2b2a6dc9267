"""Calls for help of the invented school, both over: one that was real, one of somebody who tried the button."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from xinqiao.core.access import ANYONE
from xinqiao.core.clock import local
from xinqiao.practice.crisis.models import Outcome
from xinqiao.practice.crisis.selectors import origin_of
from xinqiao.practice.crisis.services import Voice, call_for_help, end_call, take_call
from xinqiao.register.people.models import Staff
from xinqiao.register.people.selectors import actor_for

# How long ago, where, how it ended, and what was noted.
CALLS = (
    (timedelta(days=2, hours=3), "教学楼三楼东边的楼梯", Outcome.MET, "陪到医务室，班主任在。"),
    (timedelta(days=1, hours=2), "", Outcome.NOBODY, ""),
)


def answered_calls(staff: Mapping[str, Staff], at: datetime) -> None:
    """Somebody pressed, the counsellor went, and said how it ended."""
    for ago, place, outcome, note in CALLS:
        then = at - ago
        actor = actor_for(staff["shen"].pk, local(at).date())
        call = call_for_help(actor=ANYONE, voice=Voice(place), origin=origin_of("demo", then), call=None, at=then)
        take_call(actor=actor, call=call.pk, at=then + timedelta(minutes=1))
        end_call(actor=actor, call=call.pk, outcome=outcome, note=note, at=then + timedelta(minutes=25))
