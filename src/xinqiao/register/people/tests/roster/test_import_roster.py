"""A roster goes in whole, once, and next year's moves everybody on."""

import os
from pathlib import Path

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.access import Denied, Problem
from xinqiao.core.clock import freeze
from xinqiao.register.people.models import Client, ClientLink, Guardian, RosterDraft, RosterImport, SchoolClass, Student
from xinqiao.register.people.roster.findings import Kind
from xinqiao.register.people.selectors import client_numbers, plan_roster, roster_year
from xinqiao.register.people.services import apply_draft, fingerprint, import_roster, keep_draft, read_roster

MESSY = Path(os.environ.get("XINQIAO_MESSY_ROSTER", Path(__file__).resolve().parents[7] / "shared/data/roster-messy.xlsx"))


@pytest.mark.skipif(not MESSY.exists(), reason="the messy roster is not on this machine")
def test_the_messy_roster_goes_in(cast: Cast) -> None:
    with freeze(NOW):
        roster = read_roster(MESSY.read_bytes())
        actor = cast.actor("xu")
        done = import_roster(actor=actor, roster=roster, digest="x", invented=True, at=NOW)
    assert (done.added, done.refused, done.left) == (1508, 4, 0)
