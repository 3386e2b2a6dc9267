"""A guardian who may be the danger is not called: no page has the number."""

import pytest

from tests.cast import NOW, Cast
from tests.families import make_families
from xinqiao.register.consents.models import Situation
from xinqiao.register.people.selectors import may_call, may_call_each


@pytest.mark.clause("HOM-01")
def test_a_route_closed_for_the_childs_sake_hides_the_number(cast: Cast) -> None:
    families = make_families(cast)
    mother, father = families.adults["he_mother"], families.adults["he_father"]
    Situation.objects.create(
        client_id=families.numbers["xiaohe"], detail={"barred": [str(mother.pk)]}, set_by=cast.staff["shen"], set_at=NOW
    )

    assert (may_call(mother).allowed, may_call(mother).phones) == (False, ())
    assert [one.allowed for one in may_call_each([mother, father])] == [False, True]
