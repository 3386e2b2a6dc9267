"""A page takes at most twelve SQL statements beside transaction control, whatever the number of rows.

A page that opens what is sealed to people asks for more, once, however much it
opens: the unlocked keys, the reader's agreement, the key grants, what the ledger
says, the documents, the signer's key and what the ledger says of that.
"""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.access.crowd import crowd
from tests.access.test_every_address import ADDRESSES, address_of, browser_at, the_right_person
from tests.access.world import World
from xinqiao.core.access.gate import gate_of

BUDGET = json.loads((Path(__file__).parent / "statement_budget.json").read_text(encoding="utf-8"))
CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET ")
PAGES = [name for name, pattern in ADDRESSES.items() if "GET" in gate_of(pattern).methods]  # type: ignore[union-attr]


def statements(world: World, name: str) -> list[str]:
    """What a page asks of the database, for the first person who may see it."""
    gate = gate_of(ADDRESSES[name])
    assert gate is not None
    browser, address = browser_at(world, gate, the_right_person(world, gate)), address_of(world, name)
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(address)
    assert answer.status_code < 500
    return [query["sql"] for query in captured if not query["sql"].startswith(CONTROL)]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_to_its_budget_however_full_it_is(world: World, name: str) -> None:
    few = statements(world, name)
    crowd(world)
    many = statements(world, name)

    budget = BUDGET["pages"].get(name, BUDGET["most"]) + BUDGET["of_the_seal"] * (name in BUDGET["opens_the_seal"])
    assert len(many) <= budget, "\n".join(sql[:200] for sql in many)
    assert len(many) <= max(len(few), 1) + 1, "more rows, more statements"


def test_no_page_has_more_than_the_house_allows() -> None:
    assert max(BUDGET["pages"].values(), default=0) <= BUDGET["most"]
