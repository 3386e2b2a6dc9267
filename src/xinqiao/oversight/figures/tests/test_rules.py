"""What is published tells of nobody: not by itself, not by its totals, not beside another report."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinqiao.oversight.figures.rules import Cell, Mark, Published, Table, in_steps, publish, publish_whole, suppress

from .reader import shown_of, sums_of, truth, values_of

PUPILS = ("kinds", "student")
MOST_TIMES = 12


def table(*cells: int | tuple[int, int], total: int | None = None, many: bool = False, key: str = "t") -> Table:
    """A table of counts; a pair is (times, people), a number by itself that many different people."""
    pairs = [one if isinstance(one, tuple) else (one, one) for one in cells]
    rows = tuple(Cell(chr(97 + place), times, people) for place, (times, people) in enumerate(pairs))
    whole = sum(row.count for row in rows) if total is None else total
    return Table(key, rows, Cell("total", whole, min(whole, sum(row.people for row in rows))), many=many)


def texts(published: Published) -> list[object]:
    return [cell.count if cell.count is not None else cell.mark.value for cell in published.cells]


@pytest.mark.clause("STA-02", "CNF-05")
@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ((12, 7, 30), [12, 7, 30]),
        ((0, 7, 30), [0, 7, 30]),
        ((3, 7, 30), ["few", 7, "held"]),
        ((30, 7, 3), [30, "held", "few"]),
        ((3, 4, 30), ["few", "few", "held"]),
        ((1, 1, 1, 30), ["few", "few", "few", "held"]),
        (((20, 1), 30, 40), ["few", 30, "held"]),
        (((20, 1), (25, 2), 40), ["few", "few", 40]),
        ((5, 0, 0), ["held", "held", "held"]),
        ((5, 5), [5, 5]),
        ((5, 4), ["held", "held"]),
    ],
)
def test_small_numbers_are_hidden_with_what_would_tell_them(cells, shown):
    assert texts(suppress(table(*cells))) == shown


def test_a_total_of_few_people_hides_everything_even_noughts():
    hidden = suppress(table((40, 3), 0))

    assert (texts(hidden), hidden.total.mark, hidden.whole) == (["held", "held"], Mark.FEW, False)


def test_nobody_at_all_is_a_nought_and_not_a_secret():
    assert texts(suppress(table(0, 0))) == [0, 0]


def test_the_school_may_show_more_or_less():
    assert texts(suppress(table(3, 30, 9), least=3)) == [3, 30, 9]
    assert texts(suppress(table(9, 30, 40), least=10)) == ["few", 30, "held"]


def test_a_theme_is_not_told_by_the_visits_that_have_to_have_one():
    """Each visit has a theme: where no other is shown, the hidden one would be all of them."""
    found = Table("t", (Cell("a", 12, 4), Cell("b", 0, 0)), Cell("total", 12, 12), many=True)

    assert texts(suppress(found)) == ["held", "held"]
    assert texts(suppress(table(10, 4, total=10, many=True))) == [10, "few"]


def test_grades_do_not_tell_how_many_pupils_when_that_is_hidden():
    kinds = Table("kinds", (Cell("student", 20, 20), Cell("guardian", 1, 1)), Cell("total", 21, 21))
    grades = Table("grades", (Cell("7", 10, 10), Cell("8", 10, 10)), Cell("total", 20, 20), part_of=PUPILS)

    _kinds, shown = publish([kinds, grades])

    assert (shown.whole, shown.total.count) == (False, None)


cell = st.tuples(st.integers(0, 24), st.integers(1, 24)).map(lambda pair: (pair[0], min(pair)))
tables = st.lists(cell, min_size=2, max_size=6).map(lambda cells: table(*cells))


@pytest.mark.clause("STA-02", "CNF-05")
@given(tables, st.integers(3, 8))
@settings(max_examples=200, deadline=None)
def test_no_hidden_number_can_be_worked_out(found, least):
    published = suppress(found, least)
    bounds, sums = sums_of([published], least=least)

    assert all(found.cells[place].people >= least or not one.count for place, one in enumerate(published.cells))
    for name in bounds:
        assert len(values_of(name, bounds, sums)) == 2, (found, published)


@pytest.mark.clause("STA-02")
@given(tables, st.integers(3, 8))
@settings(max_examples=200, deadline=None)
def test_what_is_shown_is_true(found, least):
    published = suppress(found, least)
    _bounds, sums = sums_of([published], least=least)
    real = truth(found)

    assert all(one.count in (None, before.count) for one, before in zip(published.cells, found.cells, strict=True))
    assert all(one.low <= sum(real[name] for name in one.names) <= one.high for one in sums)


@given(st.lists(cell, min_size=2, max_size=5), st.data())
@settings(max_examples=150, deadline=None)
def test_no_theme_can_be_worked_out_although_a_visit_may_have_several(cells, data):
    most = max(times for times, _people in cells)
    together = sum(times for times, _people in cells)
    total = data.draw(st.integers(most, max(most, together)))
    found = table(*cells, total=total, many=True)
    published = suppress(found)
    bounds, sums = sums_of([published])

    for name in bounds:
        assert len(values_of(name, bounds, sums)) == 2, (found, published)


@pytest.mark.clause("STA-02")
@pytest.mark.parametrize("least", [3, 4, 5])
def test_whoever_knows_the_rule_itself_cannot_tell_either(least):
    """Every table of three numbers is published; those that look the same are laid side by side."""
    alike: dict[tuple[object, ...], list[Table]] = defaultdict(list)
    sizes = [(0, 0), *((times, people) for times in range(1, MOST_TIMES + 1) for people in range(1, times + 1))]
    for cells in product(sizes, repeat=3):
        if sum(times for times, _people in cells) <= MOST_TIMES:
            found = table(*cells)
            alike[shown_of(suppress(found, least))].append(found)

    told = [
        (look, place)
        for look, group in alike.items()
        for place, one in enumerate(look[2])  # type: ignore[arg-type]
        if one.is_hidden and len({found.cells[place].count for found in group}) < 2
    ]
    assert len(alike) > 50
    assert told == []


@pytest.mark.clause("STA-02")
@given(st.lists(cell, min_size=4, max_size=4), st.lists(cell, min_size=4, max_size=4))
@settings(max_examples=150, deadline=None)
def test_a_year_beside_its_terms_tells_nothing_more(first, second):
    terms = [table(*first), table(*second)]
    whole = table(*[(one[0] + two[0], max(one[1], two[1])) for one, two in zip(first, second, strict=True)])
    parts = [publish([term]) for term in terms]
    year = publish_whole([whole], parts)

    bounds, sums = _together(parts, year)

    for name in bounds:
        assert len(values_of(name, bounds, sums)) == 2, (terms, parts, year)


def _together(parts, year):
    """Terms and year as one riddle: each number of the year is the sum of its terms."""
    from .reader import Sum

    bounds, sums = {}, []
    for place, part in enumerate([*parts, year]):
        more, further = sums_of(part, prefix=f"{place}:", tops=120)
        bounds |= more
        sums += further
    totals = [found[0].total.count for found in (*parts, year)]
    for one in year[0].cells:
        names, known = [], 0
        for place, part in enumerate(parts):
            if part[0].cell(one.key).is_hidden:
                names.append(f"{place}:t.{one.key}")
            else:
                known += part[0].cell(one.key).count
        if one.is_hidden:
            assert names or totals[2] is None or f"2:t.{one.key}" in bounds
            if names:
                # The year's own number is bound to them; it is no riddle by itself.
                low, high = bounds.pop(f"2:t.{one.key}")
                sums = [_put(old, f"2:t.{one.key}", names, known) for old in sums]
                sums.append(Sum(tuple(names), max(0, low - known), high - known if totals[2] is not None else 999))
        else:
            sums.append(Sum(tuple(names), one.count - known, one.count - known))
    return bounds, sums


def _put(old, name, names, known):
    from .reader import Sum

    if name not in old.names:
        return old
    return Sum(tuple(one for one in old.names if one != name) + tuple(names), old.low - known, old.high - known)


@given(tables)
@settings(max_examples=100, deadline=None)
def test_a_running_term_is_told_in_steps(found):
    published = in_steps(found)

    for one, before in zip(published.cells, found.cells, strict=True):
        if one.mark is Mark.STEP:
            assert one.count % 5 == 0
            assert one.count <= before.count < one.count + 5
        else:
            assert one.is_hidden or before.count == 0
    bounds, _sums = sums_of([published])
    assert all(high - low >= 3 for low, high in bounds.values() if high)
