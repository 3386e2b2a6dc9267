"""Days at the ends of the calendar, typed into an address or a form: a sentence, never a fault of ours."""

from uuid import uuid4

import pytest

from tests.cast import NOW
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.practice.scheduling.tests.builders import book, open_room

ENDS = ["0001-01-01", "0001-01-02", "1999-12-31", "2100-01-02", "9999-12-30", "9999-12-31"]


@pytest.fixture(autouse=True)
def _on_a_school_day():
    with freeze(NOW):
        yield


@pytest.fixture
def shen(cast):
    open_room(cast)
    return browser_of(cast, "shen")


@pytest.mark.parametrize("day", ENDS)
@pytest.mark.parametrize("page", ["day", "week", "register"])
def test_an_address_with_such_a_day_is_not_there(shen, page, day):
    assert shen.get(f"/desk/{page}/{day}/").status_code == 404


@pytest.mark.parametrize("day", ENDS)
@pytest.mark.parametrize("zone", ["Z", "+14:00", "-12:00"])
def test_a_time_on_offer_that_was_edited_is_no_time(cast, shen, day, zone):
    slot = f"{day}T23:59:59{zone}"
    appointment = book(cast)
    sent = {"counsellor": cast.staff["shen"].pk, "slot": slot, "token": uuid4(), "reason": "client"}

    assert shen.get("/desk/book/", {"slot": slot}).status_code == 200
    assert shen.post("/desk/book/", sent).status_code == 422
    assert shen.post(f"/desk/appointment/{appointment.pk}/move/", sent).status_code == 422


@pytest.mark.parametrize("day", ENDS)
def test_such_a_day_in_a_form_is_refused_with_a_sentence(cast, shen, day):
    typed = {
        "person": f"student:{cast.students['lin'].pk}",
        "counsellor": cast.staff["shen"].pk,
        "slot": "other",
        "day": day,
        "starts": "23:59",
        "minutes": "240",
        "arranged": "另约",
        "token": uuid4(),
    }

    for sent in (typed, {**typed, "look": "1", "from_day": day}):
        assert shen.post("/desk/book/", sent).status_code in {200, 422}
    page = shen.post("/desk/appointments/print/", {"day": day, "purpose": "核对", "copies": "1"})

    assert page.status_code == 422
    assert "2000 年到 2100 年" in page.content.decode()
