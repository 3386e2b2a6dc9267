"""The threshold is the director's, lies in bounds, and is written down."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import NOW
from xinqiao.core.access import Denied, Problem
from xinqiao.core.ledger.models import Entry
from xinqiao.oversight.figures import selectors, services
from xinqiao.oversight.figures.models import FigureRules


def test_the_director_sets_the_threshold_and_the_ledger_knows(cast):
    services.set_least(actor=cast.actor("xu"), least=7, at=NOW)

    assert selectors.least() == 7
    assert "figures.least_set" in Entry.objects.values_list("kind", flat=True)


def test_until_somebody_sets_it_it_is_five(cast):
    assert selectors.least() == 5


@pytest.mark.parametrize("who", ["shen", "he", "bai", "ma"])
def test_nobody_else_does(cast, who):
    with pytest.raises(Denied):
        services.set_least(actor=cast.actor(who), least=7, at=NOW)
    assert FigureRules.objects.count() == 0


@pytest.mark.clause("STA-02")
@pytest.mark.parametrize("least", [-1, 0, 2, 21, 10**6])
def test_fewer_than_three_is_refused_even_to_the_director(cast, least):
    with pytest.raises(Problem):
        services.set_least(actor=cast.actor("xu"), least=least, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        FigureRules.objects.update_or_create(only=True, defaults={"least": 2})


def test_two_directors_at_once_leave_one_row(fresh_cast, at_once):
    actor = fresh_cast.actor("xu")
    at_once(
        lambda: services.set_least(actor=actor, least=4, at=NOW),
        lambda: services.set_least(actor=actor, least=6, at=NOW),
    )

    assert FigureRules.objects.count() == 1
    assert selectors.least() in {4, 6}


@pytest.mark.clause("STA-02")
def test_the_same_table_is_not_seen_under_one_threshold_after_the_other(cast):
    """4, 8 and 2 pupils: under four the first is shown, under six the second, and the total tells the third."""
    services.set_least(actor=cast.actor("xu"), least=4, at=NOW)

    with pytest.raises(Problem, match="一个学期"):
        services.set_least(actor=cast.actor("xu"), least=6, at=NOW + timedelta(days=119))
    assert selectors.least() == 4

    services.set_least(actor=cast.actor("xu"), least=6, at=NOW + timedelta(days=121))
    assert selectors.least() == 6
