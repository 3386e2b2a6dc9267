"""Slips: made for a class alike, printed once, and telling nothing on paper, in the ledger or in the tables."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from tests.doors import browser_of
from tests.families import make_families
from tests.own_door import own_account
from xinqiao.core.access import Denied
from xinqiao.core.ledger.models import Entry
from xinqiao.register.people.models import ClientKind
from xinqiao.register.personal import selectors, services
from xinqiao.register.personal.models import PersonalAccount, SlipPrint
from xinqiao.register.personal.rules import old_enough
from xinqiao.register.personal.services import NobodyToPrintFor

from .builders import a_slip, started

STUDENT, GUARDIAN = ClientKind.STUDENT, ClientKind.GUARDIAN


def make(cast: Cast, grade: int, number: int, kind: ClientKind = STUDENT, who: str = "shen") -> services.Slips:
    return services.make_class_slips(
        actor=cast.actor(who), school_class=cast.classes[grade, number].pk, kind=kind, at=NOW
    )


def test_everybody_of_a_class_gets_one_alike(cast: Cast) -> None:
    started(cast, "lin")

    made = make(cast, 11, 3)

    assert {(one.name, one.sign_in) for one in made.slips} == {("林晚舟", "20240301"), ("𠮷野㛃", "20240306")}
    assert len({one.code for one in made.slips}) == 2
    assert made.until == NOW + timedelta(days=14)


def test_the_ledger_names_the_class_print_and_nobody(cast: Cast) -> None:
    make(cast, 11, 3)
    a_slip(cast, "ayi")

    rows = list(SlipPrint.objects.order_by("slips"))
    entries = list(Entry.objects.filter(body__contains="personal.slips_made"))
    assert [(row.school_class_id, row.slips) for row in rows] == [(None, 1), (cast.classes[11, 3].pk, 2)]
    assert len(entries) == 2
    written = "".join(str(entry.body) for entry in entries)
    people = [row.pk for row in cast.students.values()] + list(PersonalAccount.objects.values_list("pk", flat=True))
    assert [one for one in [*people, *cast.numbers.values()] if str(one) in written] == []


def test_too_young_is_not_printed_and_is_counted(cast: Cast) -> None:
    families = make_families(cast)
    child = families.children["xiaohe"]
    lines = selectors.class_lines(cast.actor("shen"), services.the_rules(), cast.year.pk, A_SCHOOL_DAY)

    line = next(one for one in lines if one.school_class == child.school_class)
    assert (line.pupils, line.too_young) == (0, 1)
    with pytest.raises(NobodyToPrintFor):
        services.make_class_slips(actor=cast.actor("shen"), school_class=child.school_class_id, kind=STUDENT, at=NOW)
    with pytest.raises(NobodyToPrintFor):
        services.make_one_slip(actor=cast.actor("shen"), kind=STUDENT, person=child.pk, at=NOW)


def test_a_school_that_begins_earlier_prints_for_the_girl_of_nine(cast: Cast) -> None:
    child = make_families(cast).children["xiaohe"].pk
    services.set_door_rules(
        actor=cast.actor("xu"), lowest_age=8, guardians=True, networks="", address="https://a/me/", at=NOW
    )

    assert (
        services.make_one_slip(actor=cast.actor("shen"), kind=STUDENT, person=child, at=NOW).slips[0].name == "田小禾"
    )


@pytest.mark.parametrize(
    ("born", "grade", "lowest", "yes"),
    [
        (date(2014, 10, 15), None, 12, True),
        (date(2014, 10, 16), None, 12, False),
        (date(2014, 10, 16), 9, 12, False),
        (None, 7, 12, True),
        (None, 6, 12, False),
        (None, 3, 8, True),
        (None, 2, 8, False),
        (None, None, 6, False),
        (date(2030, 1, 1), 11, 12, True),
    ],
)
def test_the_age_counts_and_without_it_the_grade(born: date | None, grade: int | None, lowest: int, yes: bool) -> None:
    assert old_enough(born, grade, lowest, A_SCHOOL_DAY) is yes


@pytest.mark.parametrize(
    ("adult", "yes"),
    [
        ("he_mother", True),
        ("hang_aunt", True),
        ("an_grandmother", True),
        ("he_father", False),
        ("an_stepfather", False),
    ],
)
def test_a_guardian_who_is_barred_is_handed_nothing(cast: Cast, adult: str, yes: bool) -> None:
    guardian = make_families(cast).adults[adult]
    own = guardian.student.school_class_id
    assert own is not None
    of_class = services.make_class_slips(actor=cast.actor("xu"), school_class=own, kind=GUARDIAN, at=NOW).slips

    assert (guardian.name in {one.name for one in of_class}) is yes
    if yes:
        one = services.make_one_slip(actor=cast.actor("xu"), kind=GUARDIAN, person=guardian.pk, at=NOW).slips[0]
        assert len(one.sign_in) == 8
        assert guardian.student.student_number not in one.sign_in
    else:
        with pytest.raises(NobodyToPrintFor):
            services.make_one_slip(actor=cast.actor("xu"), kind=GUARDIAN, person=guardian.pk, at=NOW)


def test_a_guardian_keeps_the_name_on_the_next_slip(cast: Cast) -> None:
    assert a_slip(cast, "mother").sign_in == a_slip(cast, "mother").sign_in


@pytest.mark.parametrize("who", ["he", "qin", "ma", "bai", "tang"])
def test_nobody_else_makes_slips(cast: Cast, who: str) -> None:
    with pytest.raises(Denied, match="may_hand_out_slips"):
        services.make_one_slip(actor=cast.actor(who), kind=STUDENT, person=cast.students["lin"].pk, at=NOW)
    with pytest.raises(Denied, match="may_hand_out_slips"):
        make(cast, 11, 3, who=who)


def test_two_at_once_print_one_class_and_the_last_slips_are_good(
    fresh_cast: Cast, at_once: Callable[..., list[object]]
) -> None:
    done = at_once(lambda: make(fresh_cast, 11, 3), lambda: make(fresh_cast, 11, 3, who="xu"))

    assert [type(one).__name__ for one in done] == ["Slips", "Slips"]
    assert PersonalAccount.objects.count() == 2


def test_the_page_lists_classes_and_never_who_uses_an_account(cast: Cast) -> None:
    page = browser_of(cast, "shen").get(reverse("personal:slips-of", args=[cast.classes[11, 3].pk])).content
    own_account(cast, "lin", known=True)
    again = browser_of(cast, "shen").get(reverse("personal:slips-of", args=[cast.classes[11, 3].pk])).content

    assert "林晚舟".encode() in page
    assert len(page) == len(again)
    assert "高二 3 班" in browser_of(cast, "xu").get(reverse("personal:slips")).content.decode()


def test_the_director_sets_the_rules_and_a_wrong_network_is_said(cast: Cast) -> None:
    said = {"lowest_age": "10", "networks": "10.0.0.0/8\n58.30.2.9", "address": "https://school/me/"}
    browser = browser_of(cast, "xu")

    assert browser.post(reverse("personal:rules"), said | {"networks": "ten"}).status_code == 422
    assert browser.post(reverse("personal:rules"), said).status_code == 302
    rules = services.the_rules()
    assert (rules.lowest_age, rules.guardians, rules.address) == (10, False, "https://school/me/")
    assert rules.networks == ["10.0.0.0/8", "58.30.2.9/32"]
