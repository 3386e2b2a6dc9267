"""Wherever somebody is, one line of the menu says so."""

import pytest

from xinqiao.core.access.gate import patterns
from xinqiao.web.navigation import ENTRIES, _area, _stands_in

AREAS = {_area(entry) for entry in ENTRIES}
ADDRESSES = [name for _route, name, _pattern in patterns() if name.partition(":")[0] in AREAS]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_of_an_area_stands_under_one_line(address: str) -> None:
    lines = [entry.name for entry in ENTRIES if _stands_in(entry, address.partition(":")[0], address)]

    assert len(lines) == 1


def test_every_page_that_a_line_names_is_there() -> None:
    named = {f"{_area(entry)}:{page}" for entry in ENTRIES for page in entry.pages}

    assert named - set(ADDRESSES) == set()


def test_in_each_area_one_line_has_the_rest() -> None:
    rest = [_area(entry) for entry in ENTRIES if not entry.pages]

    assert sorted(rest) == sorted(AREAS)
