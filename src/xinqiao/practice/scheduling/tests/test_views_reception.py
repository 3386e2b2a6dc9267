"""The door at the desk: with a script and without, once and twice, right and wrong."""

from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from tests.cast import A_SCHOOL_DAY, NOW
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.practice.scheduling import selectors
from xinqiao.practice.scheduling.models import Visit
from xinqiao.register.people.models import Outsider

from .builders import book, hour, open_room, walk_in

WALK_IN = "/desk/walk-in/"
NOBODY = UUID(int=7)


@pytest.fixture(autouse=True)
def _on_a_school_day():
    with freeze(NOW):
        yield


@pytest.fixture
def shen(cast):
    return browser_of(cast, "shen")


def sent(**more):
    return {"token": str(uuid4()), "way": "walk_in", "person": "", "person_typed": "", **more}


def chosen(cast, who="lin"):
    return f"student:{cast.students[who].pk}"


def test_a_person_chosen_while_typing_is_registered(cast, shen):
    answer = shen.post(WALK_IN, sent(person=chosen(cast), person_typed="林晚舟", needs=["mood", "sleep"]))

    visit = Visit.objects.get()
    assert answer.headers["Location"] == reverse("scheduling:visit", args=[visit.pk])
    assert (visit.client_id, visit.details["needs"]) == (cast.number("lin"), ["mood", "sleep"])


def test_without_a_script_one_who_fits_is_taken(cast, shen):
    shen.post(WALK_IN, sent(person_typed="lwz"))

    assert Visit.objects.get().client_id == cast.number("lin")


def test_without_a_script_several_are_offered_and_nothing_typed_is_lost(cast, shen):
    page = shen.post(WALK_IN, sent(person_typed="2024030", needs=["peers"]))
    text = page.content.decode()

    assert page.status_code == 422
    assert 'name="person_pick"' in text
    assert 'value="2024030"' in text
    assert "checked" in text.split('value="peers"')[1][:40]
    assert not Visit.objects.exists()


def test_without_a_script_the_one_picked_is_registered(cast, shen):
    shen.post(WALK_IN, sent(person_typed="2024030", person_pick=chosen(cast, "batel")))

    assert Visit.objects.get().client_id == cast.number("batel")


def test_a_name_typed_over_is_looked_for_anew(cast, shen):
    shen.post(WALK_IN, sent(person=chosen(cast, "lin"), person_typed="巴特尔"))

    assert Visit.objects.get().client_id == cast.number("batel")


@pytest.mark.parametrize("person", ["student:x", f"nobody:{NOBODY}", f"number:{NOBODY}", "x" * 79, "%00"])
def test_a_person_edited_by_hand_is_nobody(cast, shen, person):
    page = shen.post(WALK_IN, sent(person=person))

    assert page.status_code == 422
    assert "请写来的是谁" in page.content.decode()


@pytest.mark.parametrize("typed", ["没有这个人", "𠮷" * 60, "' OR 1=1 --", "<script>"])
def test_somebody_whom_nobody_knows_is_not_found_and_what_was_typed_stays(cast, shen, typed):
    page = shen.post(WALK_IN, sent(person_typed=typed))

    assert page.status_code == 422
    assert "没有找到" in page.content.decode()
    assert "<script>'" not in page.content.decode()


def test_a_need_that_is_not_on_the_list_is_refused(cast, shen):
    assert shen.post(WALK_IN, sent(person=chosen(cast), needs=["depression"])).status_code == 422


def test_a_double_click_registers_once_and_leads_to_the_same_page(cast, shen):
    form = sent(person=chosen(cast), person_typed="林晚舟")

    first, second = shen.post(WALK_IN, form), shen.post(WALK_IN, form)

    assert first.headers["Location"] == second.headers["Location"]
    assert Visit.objects.count() == 1


def test_somebody_who_is_here_already_is_said_in_a_sentence_and_nothing_is_lost(cast, shen):
    walk_in(cast)

    page = shen.post(WALK_IN, sent(person=chosen(cast), person_typed="林晚舟", needs=["peers"]))

    assert page.status_code == 409
    assert "已经登记过" in page.content.decode()
    assert 'value="林晚舟"' in page.content.decode()


def test_somebody_from_outside_is_entered_first_and_then_registered(cast, shen):
    answer = shen.post(reverse("scheduling:outsider"), {"name": "化名甲", "phone": ""})

    assert Outsider.objects.get().name == "化名甲"
    page = shen.get(answer.headers["Location"]).content.decode()
    assert f"outsider:{Outsider.objects.get().pk}" in page
    assert "化名甲" not in answer.headers["Location"]


@pytest.mark.clause("OPN-07")
def test_who_has_to_wait_is_told_until_when_and_offered_other_times(cast, shen):
    open_room(cast)
    book(cast, "batel", hour(A_SCHOOL_DAY, 14))

    page = shen.post(WALK_IN, sent(person=chosen(cast), person_typed="林晚舟"), follow=True).content.decode()

    assert "14:00 有预约" in page
    assert "也可以另约" in page


def test_who_waits_is_on_a_list_and_is_called_in(cast, shen):
    open_room(cast)
    booked = book(cast, "batel", hour(A_SCHOOL_DAY, 14))
    visit = walk_in(cast)
    assert "林晚舟" in shen.get(reverse("scheduling:waiting")).content.decode()

    refused = shen.post(reverse("scheduling:call-in", args=[visit.pk]))
    assert refused.status_code == 409
    shen.post(reverse("scheduling:call-in", args=[visit.pk]), {"urgent": "yes"})

    visit.refresh_from_db()
    assert visit.state == "here"
    assert booked.state == "booked"


def test_the_outcome_is_noted_and_another_time_leads_to_the_booking(cast, shen):
    visit = walk_in(cast)

    answer = shen.post(reverse("scheduling:close-visit", args=[visit.pk]), {"outcome": "another_time", "left": "14:09"})

    visit.refresh_from_db()
    assert visit.state == "left"
    assert answer.headers["Location"].startswith(reverse("scheduling:book"))


def test_an_outcome_is_asked_for(cast, shen):
    visit = walk_in(cast)

    page = shen.post(reverse("scheduling:close-visit", args=[visit.pk]), {"left": "25:99"})

    assert page.status_code == 422
    visit.refresh_from_db()
    assert visit.state == "here"


def test_the_register_of_a_day_shows_lines_and_struck_lines(cast, shen):
    visit = walk_in(cast)
    shen.post(reverse("scheduling:strike-visit", args=[visit.pk]), {"reason": "选错了人"})

    page = shen.get(reverse("scheduling:register")).content.decode()

    assert "<s>林晚舟</s>" in page
    assert "划去" in page


def test_an_empty_register_says_how_it_is_filled(shen):
    assert "没有来访登记" in shen.get(reverse("scheduling:register")).content.decode()


@pytest.mark.parametrize("name", ["visit", "close-visit", "strike-visit"])
def test_a_line_that_does_not_exist_looks_like_one_that_is_not_shown(cast, shen, name):
    missing = shen.get(reverse(f"scheduling:{name}", args=[uuid4()]))

    assert missing.status_code == 404


@pytest.mark.clause("APT-04")
@pytest.mark.parametrize("stranger", ["xu", "he", "qin", "ma"])
@pytest.mark.parametrize("name", ["visit", "close-visit", "strike-visit", "call-in"])
def test_a_stranger_reaches_no_line(cast, name, stranger):
    visit = walk_in(cast)
    address = reverse(f"scheduling:{name}", args=[visit.pk])

    for answer in (browser_of(cast, stranger).get(address), browser_of(cast, stranger).post(address)):
        assert answer.status_code in {403, 405}
        assert "林晚舟" not in answer.content.decode()

    assert selectors.visit_for(cast.actor("shen"), visit.pk).visit.state == "here"


def test_an_arrival_goes_into_the_register(cast, shen):
    open_room(cast)
    booked = book(cast, wanted=hour(A_SCHOOL_DAY, 15))
    token = str(uuid4())

    first = shen.post(reverse("scheduling:arrive", args=[booked.pk]), {"token": token})
    second = shen.post(reverse("scheduling:arrive", args=[booked.pk]), {"token": token})

    assert first.headers["Location"] == second.headers["Location"]
    assert Visit.objects.get().appointment_id == booked.pk


def test_an_arrival_sent_twice_without_its_token_is_told_that_it_was_noted(cast, shen):
    open_room(cast)
    booked = book(cast, wanted=hour(A_SCHOOL_DAY, 15))

    shen.post(reverse("scheduling:arrive", args=[booked.pk]))
    again = shen.post(reverse("scheduling:arrive", args=[booked.pk]))

    assert again.status_code == 409
    assert Visit.objects.count() == 1
