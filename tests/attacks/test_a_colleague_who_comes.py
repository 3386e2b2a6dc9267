"""A member of staff who comes is known to the own counsellor; a number in an address tells no other one who it is."""

from uuid import uuid4

import pytest

from tests.cast import A_SCHOOL_DAY, NOW
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.practice.scheduling.tests.builders import book, hour, open_room
from xinqiao.register.people.selectors import client_number


@pytest.fixture(autouse=True)
def _on_a_school_day():
    with freeze(NOW):
        yield


@pytest.fixture
def number(cast, monkeypatch):
    """The number of the class teacher, who has an appointment with Shen."""
    open_room(cast)
    found = client_number("staff", cast.staff["qin"].pk)
    monkeypatch.setattr(cast, "number", lambda _name: found)
    book(cast, "qin", hour(A_SCHOOL_DAY, 15))
    return found


@pytest.mark.parametrize("page", ["book", "walk-in"])
def test_the_number_names_nobody_to_another_counsellor(cast, number, page):
    assert cast.staff["qin"].name not in browser_of(cast, "lu").get(f"/desk/{page}/?client={number}").content.decode()
    assert cast.staff["qin"].name in browser_of(cast, "shen").get(f"/desk/{page}/?client={number}").content.decode()


@pytest.mark.parametrize("page", ["book", "walk-in"])
@pytest.mark.parametrize("field", ["person", "person_pick"])
def test_nor_does_a_hidden_field_that_was_edited(cast, number, page, field):
    sent = {field: f"number:{number}", "person_typed": "", "token": uuid4()}

    answer = browser_of(cast, "lu").post(f"/desk/{page}/", sent)

    assert answer.status_code == 422
    assert cast.staff["qin"].name not in answer.content.decode()


def test_who_is_looked_up_by_name_is_not_given_away_as_a_number(cast, number):
    sent = {"person": f"staff:{cast.staff['qin'].pk}", "person_typed": cast.staff["qin"].name, "token": uuid4()}

    page = browser_of(cast, "lu").post("/desk/book/", {**sent, "look": "1"}).content.decode()

    assert cast.staff["qin"].name in page
    assert str(number) not in page
