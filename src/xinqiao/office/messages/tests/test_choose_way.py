"""Saying how to be reminded: for oneself, never behind the back of whoever owns the account."""

import pytest
from pytest_django.fixtures import Settings

from tests.cast import Cast
from tests.families import make_families
from tests.own_door import own_account, own_actor
from xinqiao.core.access import Denied
from xinqiao.core.ledger.models import Entry
from xinqiao.office.messages.models import Delivery, Message, Preference
from xinqiao.office.messages.selectors import EMAIL, IN_APP, SMS, own_way, way_for
from xinqiao.office.messages.services import FamilyPhone, WayNotSetUp, choose_way, tell
from xinqiao.office.messages.tests.builders import AT, FACTS, REMINDER, choose, grant
from xinqiao.register.people.models import ContactWish


@pytest.fixture(autouse=True)
def set_up(settings: Settings, tmp_path: object) -> None:
    settings.XINQIAO_MAIL_FROM = "service@school.example"
    settings.XINQIAO_SMS_FOLDER = tmp_path


def test_the_address_lies_under_the_seal_and_not_in_the_ledger(cast: Cast) -> None:
    kept = choose(cast, "lin", EMAIL, "lin@mail.example")

    assert way_for(cast.number("lin"), None).address == "lin@mail.example"
    assert "mail.example" not in Entry.objects.get(body__contains="way_chosen").body
    sealed = Preference.objects.filter(pk=kept.pk).extra(select={"raw": "choice"}).values_list("raw", flat=True).get()
    assert b"mail.example" not in bytes(sealed)


def test_a_school_without_a_way_offers_none(settings: Settings, cast: Cast) -> None:
    settings.XINQIAO_MAIL_FROM = ""
    with pytest.raises(WayNotSetUp):
        choose(cast, "lin", EMAIL, "lin@mail.example")


@pytest.mark.clause("HOM-01")
@pytest.mark.parametrize("typed", ["13900000000", "139 0000 0000", "+86 139-0000-0000"])
def test_a_phone_of_the_family_is_used_only_where_the_pupil_says_so(cast: Cast, typed: str) -> None:
    families = make_families(cast)
    with pytest.raises(FamilyPhone):
        choose(families, "siqi", SMS, typed)

    choose(families, "siqi", SMS, typed, family=True)
    assert way_for(families.numbers["siqi"], None).family


def test_the_mailbox_that_a_guardian_chose_is_the_familys_too(cast: Cast) -> None:
    families = make_families(cast)
    choose(families, "qi_mother", EMAIL, "home@mail.example")
    with pytest.raises(FamilyPhone):
        choose(families, "siqi", EMAIL, "Home@mail.example")


def test_the_number_by_which_a_guardian_wants_to_be_rung_is_the_familys_too(cast: Cast) -> None:
    families = make_families(cast)
    ContactWish.objects.create(client_id=families.numbers["qi_mother"], said={"number": "137 1111 2222"})
    with pytest.raises(FamilyPhone):
        choose(families, "siqi", SMS, "13711112222")


def test_the_telephone_of_a_barred_guardian_is_the_familys_above_all(cast: Cast) -> None:
    families = make_families(cast)
    families.adults["an_stepfather"].phones = ["13655556666"]
    families.adults["an_stepfather"].save()
    with pytest.raises(FamilyPhone):
        choose(families, "anan", SMS, "13655556666")


def test_whoever_holds_the_slip_turns_nobodys_messages_to_themselves(cast: Cast) -> None:
    """A class teacher who starts a pupil's account gets what they made there themselves, and nothing that was the pupil's."""
    slip = own_actor(cast, "lin", known=False)
    choose_way(actor=slip, way=EMAIL, address="teacher@mail.example", family=False, at=AT)

    tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)
    assert not Delivery.objects.exists()
    assert way_for(cast.number("lin"), None).name == IN_APP
    tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, made_in=slip.start, at=AT)
    assert Delivery.objects.count() == 1


def test_what_the_pupil_chose_goes_before_what_came_with_a_slip(cast: Cast) -> None:
    choose(cast, "lin", EMAIL, "lin@mail.example")
    account = own_account(cast, "lin")
    account.state = {**account.state, "start": None}
    account.save()
    slip = own_actor(cast, "lin", known=False)
    choose_way(actor=slip, way=EMAIL, address="teacher@mail.example", family=False, at=AT)

    assert way_for(cast.number("lin"), slip.start).address == "lin@mail.example"
    assert own_way(slip).way.address == "teacher@mail.example"


def test_who_is_known_by_now_is_asked_to_confirm_what_was_chosen_before(cast: Cast) -> None:
    slip = own_actor(cast, "lin", known=False)
    choose_way(actor=slip, way=EMAIL, address="lin@mail.example", family=False, at=AT)
    known = own_actor(cast, "lin", known=True)

    assert own_way(known).from_before
    choose(cast, "lin", EMAIL, "lin@mail.example")
    assert not own_way(known).from_before
    assert Preference.objects.filter(client=cast.number("lin")).count() == 1


@pytest.mark.parametrize("name", ["shen", "xu", "qin"])
def test_nobody_at_the_desk_chooses_for_somebody(cast: Cast, name: str) -> None:
    with pytest.raises(Denied):
        choose_way(actor=cast.actor(name), way=IN_APP, address="", family=False, at=AT)
    assert not Message.objects.exists()
