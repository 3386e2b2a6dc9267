"""A new version of the plan begins with the one before it, and the closing with the plan's goals."""

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.practice.cases.models import Case, Kind

from .builders import MUCH_LATER, filed, open_case, ready, save, start


@pytest.fixture
def case(cast: Cast) -> Case:
    """Shen's case with Lin, with a first plan."""
    ready(cast)
    made = open_case(cast)
    filed(cast, made, Kind.INTAKE)
    filed(cast, made, Kind.PLAN)
    return made


def editor(cast: Cast, record: object, *, locked: bool = False) -> str:
    """The page on which it is written."""
    with freeze(MUCH_LATER):
        address = reverse("cases:write", args=[record.pk])  # type: ignore[attr-defined]
        return browser_of(cast, "shen", locked=locked).get(address).content.decode()


def test_the_second_version_begins_with_the_first_and_asks_why(cast: Cast, case: Case) -> None:
    page = editor(cast, start(cast, case, Kind.PLAN))

    assert 'name="goals-0-goal" value="睡够七小时"' in page
    assert 'name="goals-0-seen" value="十一点前躺下"' in page
    assert "修订原因 <small" in page


def test_what_was_kept_already_is_not_written_over_by_the_plan(cast: Cast, case: Case) -> None:
    record = start(cast, case, Kind.PLAN)
    save(cast, record, {"goals": [{"goal": "先睡够六小时"}]})

    page = editor(cast, record)

    assert "先睡够六小时" in page
    assert "睡够七小时" not in page


def test_the_closing_knows_the_goals_and_where_they_began(cast: Cast, case: Case) -> None:
    page = editor(cast, start(cast, case, Kind.CLOSING))

    assert 'name="reached-0-goal" value="睡够七小时"' in page
    assert 'name="reached-0-start" value="3"' in page


def test_nothing_of_the_plan_is_shown_while_the_vault_is_locked(cast: Cast, case: Case) -> None:
    assert "睡够七小时" not in editor(cast, start(cast, case, Kind.PLAN), locked=True)
