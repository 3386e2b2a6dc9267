"""A clause has one home, tests that carry its id, and a page that claims no more."""

import pytest

from xinqiao.core.clauses import ClauseHasTwoHomes, UnknownClause, catalogue, clause, homes
from xinqiao.core.clauses.report import PAGE, marks_by_clause, page, standings

RIGHT_FILES = ("policy", "rules", "states", "models")  # models: what a constraint keeps


def test_the_catalogue_is_whole() -> None:
    assert len(catalogue()) == 204
    assert all(one.zh and one.en and one.owes for one in catalogue().values())


def test_every_marked_test_names_a_clause_that_exists() -> None:
    assert set(marks_by_clause()) - set(catalogue()) == set()


def test_every_clause_with_a_home_has_a_test() -> None:
    assert [row.clause.id for row in standings() if row.home and not row.tests] == []


def test_every_test_marked_with_a_clause_has_a_home_to_prove() -> None:
    placed = {row.clause.id for row in standings() if row.home}
    assert set(marks_by_clause()) - placed == set()


def test_homes_stand_where_the_house_says() -> None:
    standings()
    wrong = [home for home in homes().values() if not any(f".{part}" in home.place for part in RIGHT_FILES)]
    assert wrong == []


def test_a_second_home_is_refused() -> None:
    taken = next(iter(row.clause.id for row in standings() if row.home))

    with pytest.raises(ClauseHasTwoHomes):
        clause(taken)(lambda: True)


def test_an_unknown_clause_is_refused() -> None:
    with pytest.raises(UnknownClause):
        clause("XXX-99")(lambda: True)


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: xinqiao docs"
