"""Who sees figures, as a table."""

import pytest

from xinqiao.core.access import ANYONE, PROGRAM
from xinqiao.oversight.figures import policy

#            see figures, up to today, the pack, the threshold
TABLE = {
    "shen": (True, True, True, False),
    "lu": (True, True, True, False),
    "xu": (True, False, True, True),
    "he": (True, False, False, False),
    "bai": (False, False, False, False),
    "ma": (False, False, False, False),
    "qin": (False, False, False, False),
    "tang": (False, False, False, False),
}


@pytest.mark.clause("STA-01", "REC-07")
@pytest.mark.parametrize("who", [*TABLE, "nobody", "program"])
def test_who_may_see_figures_and_how_far(cast, who):
    actor = {"nobody": ANYONE, "program": PROGRAM}.get(who) or cast.actor(who)
    see, to_date, pack, least = TABLE.get(who, (False, False, False, False))

    assert policy.may_see_figures(actor) is see
    assert policy.may_see_to_date(actor) is to_date
    assert policy.may_print_pack(actor) is pack
    assert policy.may_set_least(actor) is least
