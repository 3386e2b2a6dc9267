"""What pupils and guardians find at the door of their own, and what they do not."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from tests.families import Families
from tests.own_door import own_actor, own_browser
from xinqiao.core.access import ANYONE, Actor, Denied, Missing, Post
from xinqiao.core.clock import freeze, local
from xinqiao.core.ledger.models import Entry
from xinqiao.office.disclosures import selectors, services
from xinqiao.office.disclosures.models import Disclosure, EndedBecause, GivenState
from xinqiao.office.disclosures.states import AlreadySeen
from xinqiao.register.consents.selectors import Giver, Purpose

from .builders import AGREED, DANGER, POLICE, TEACHER, agree, give, take_it_back, to_guardian

MOST_STATEMENTS = 12
OF_A_CHILD = 2  # whether a guardian may act for the child is asked before the page begins


def at_the_door(families: Families, who: str, at: datetime = NOW, *, known: bool = True) -> Actor:
    with freeze(at):
        return own_actor(families, who, known=known)


def kinds(actor: Actor, at: datetime = NOW) -> list[str]:
    return [row.given.kind for row in selectors.given_to(actor, local(at).date())]


def support_for_the_mother(cast: Cast, families: Families, child: str = "siqi", adult: str = "qi_mother") -> Disclosure:
    agree(cast, families.numbers[child])
    return give(cast.actor("shen"), families.numbers[child], "support", to_guardian(families.numbers[adult]), AGREED)


def test_what_is_unseen_stands_first_and_counts(cast: Cast, families: Families) -> None:
    actor, siqi = cast.actor("shen"), at_the_door(families, "siqi")
    first = give(actor, families.numbers["siqi"])
    give(actor, families.numbers["siqi"], "goals", at=NOW + timedelta(minutes=1))
    assert kinds(siqi) == ["goals", "note"]
    assert selectors.unseen_count(siqi, A_SCHOOL_DAY) == 2

    newest = Disclosure.objects.get(kind="goals")
    opened = services.open_given(actor=siqi, given=newest.pk, at=NOW)

    assert opened.lines[0][1] == ["睡够七小时", "每周跑步两次"]
    assert kinds(siqi) == ["note", "goals"]
    assert selectors.unseen_count(siqi, A_SCHOOL_DAY) == 1
    newest.refresh_from_db()
    first.refresh_from_db()
    assert (newest.state, newest.seen_on, first.state) == ("seen", "2026-10-15", "waiting")


def test_opening_leaves_no_trace_but_a_sealed_day(cast: Cast, families: Families) -> None:
    given, siqi = give(cast.actor("shen"), families.numbers["siqi"]), at_the_door(families, "siqi")
    before = Entry.objects.count()

    services.open_given(actor=siqi, given=given.pk, at=NOW)
    services.open_given(actor=siqi, given=given.pk, at=NOW + timedelta(days=2))

    assert Entry.objects.count() == before
    given.refresh_from_db()
    assert given.seen_on == "2026-10-15"
    assert b"2026-10-15" not in bytes(Disclosure.objects.values_list("seen_on", flat=True).get(pk=given.pk))


@pytest.mark.parametrize("who", ["xiaohe", "yuhang", "qi_mother", "he_mother", "an_stepfather"])
def test_nobody_else_finds_or_opens_it(cast: Cast, families: Families, who: str) -> None:
    given, stranger = give(cast.actor("shen"), families.numbers["siqi"]), at_the_door(families, who)

    assert kinds(stranger) == []
    with pytest.raises(Denied):
        services.open_given(actor=stranger, given=given.pk, at=NOW)
    given.refresh_from_db()
    assert given.is_waiting


def test_an_account_that_nobody_gave_a_code_for_finds_nothing(cast: Cast, families: Families) -> None:
    given = give(cast.actor("shen"), families.numbers["siqi"])
    give(cast.actor("shen"), families.numbers["siqi"], "notice", POLICE, DANGER)
    slip = at_the_door(families, "siqi", known=False)

    assert (kinds(slip), selectors.left_about(slip), selectors.unseen_count(slip, A_SCHOOL_DAY)) == ([], [], 0)
    with pytest.raises(Denied):
        services.open_given(actor=slip, given=given.pk, at=NOW)


def test_staff_and_strangers_have_no_door_of_their_own(cast: Cast, families: Families) -> None:
    give(cast.actor("shen"), families.numbers["siqi"])

    for actor in (ANYONE, cast.actor("shen"), cast.actor("xu")):
        assert (kinds(actor), selectors.left_about(actor)) == ([], [])


@pytest.mark.clause("CNF-14")
def test_a_guardian_finds_what_is_for_them_and_nothing_of_the_childs(cast: Cast, families: Families) -> None:
    give(cast.actor("shen"), families.numbers["siqi"])
    support_for_the_mother(cast, families)
    mother = at_the_door(families, "qi_mother")

    (row,) = selectors.given_to(mother, A_SCHOOL_DAY)

    assert (row.given.kind, row.about, row.by) == ("support", "欧阳思琪", "沈知微")
    assert selectors.left_about(mother) == []
    assert kinds(at_the_door(families, "siqi")) == ["note"]


@pytest.mark.clause("CNF-14")
@pytest.mark.parametrize(("days", "sees"), [(0, True), (4, True), (5, True), (6, False), (400, False)])
def test_at_eighteen_the_guardians_view_ends_by_itself(cast: Cast, families: Families, days: int, sees: bool) -> None:
    given = support_for_the_mother(cast, families, "zimo", "mo_mother")
    at = NOW + timedelta(days=days)
    mother = at_the_door(families, "mo_mother", at)

    assert (kinds(mother, at) == ["support"]) is sees
    assert bool(mother.scopes(Post.GUARDIAN)) is sees
    if not sees:
        with pytest.raises(Denied):
            services.open_given(actor=mother, given=given.pk, at=at)


@pytest.mark.clause("CNF-14")
def test_a_guardian_who_is_barred_afterwards_finds_nothing_more(cast: Cast, families: Families) -> None:
    support_for_the_mother(cast, families)
    mother = families.adults["qi_mother"]
    mother.may_be_contacted, mother.restriction = False, {"reason": "法院的保护令"}
    mother.save()

    assert kinds(at_the_door(families, "qi_mother")) == []


@pytest.mark.clause("CNS-03")
@pytest.mark.parametrize("purpose", [Purpose.TELL_GUARDIAN, Purpose.COUNSELLING])
def test_a_withdrawal_takes_back_what_a_guardian_has_not_seen(cast: Cast, families: Families, purpose: Purpose) -> None:
    """Whoever stops the whole work stops this, too."""
    agree(cast, families.numbers["siqi"], Giver.CLIENT, purpose=Purpose.COUNSELLING)
    given = support_for_the_mother(cast, families)
    mother = at_the_door(families, "qi_mother")

    take_it_back(cast, families.numbers["siqi"], purpose)

    assert kinds(mother) == []
    given.refresh_from_db()
    assert (given.state, given.ended_because) == (GivenState.TAKEN_BACK, EndedBecause.WITHDRAWN)
    entry = Entry.objects.get(kind="disclosures.voided")
    assert (entry.subject, entry.about) == (given.pk, families.numbers["siqi"])
    (left,) = selectors.left_about(at_the_door(families, "siqi"))
    assert left.state == "收回了"


def test_after_a_withdrawal_a_guardian_reads_no_longer_what_they_had_opened(cast: Cast, families: Families) -> None:
    given = support_for_the_mother(cast, families)
    mother = at_the_door(families, "qi_mother")
    services.open_given(actor=mother, given=given.pk, at=NOW)

    take_it_back(cast, families.numbers["siqi"])

    assert kinds(mother) == []
    with pytest.raises(Missing):
        services.open_given(actor=mother, given=given.pk, at=NOW)
    (left,) = selectors.left_about(at_the_door(families, "siqi"))
    assert left.state == "看过了"


def test_a_withdrawal_takes_nothing_from_the_client_and_nothing_that_danger_demanded(
    cast: Cast, families: Families
) -> None:
    child = families.numbers["siqi"]
    agree(cast, child)
    give(cast.actor("shen"), child)
    give(cast.actor("shen"), child, "notice", to_guardian(families.numbers["qi_mother"]), DANGER)

    take_it_back(cast, child)

    assert kinds(at_the_door(families, "siqi")) == ["note"]
    assert kinds(at_the_door(families, "qi_mother")) == ["notice"]


def test_what_was_not_seen_can_be_taken_back_and_stays_in_the_list(cast: Cast, families: Families) -> None:
    given, siqi = give(cast.actor("shen"), families.numbers["siqi"]), at_the_door(families, "siqi")

    services.take_back(actor=cast.actor("shen"), given=given.pk, at=NOW)

    assert kinds(siqi) == []
    assert [row.state for row in selectors.left_about(siqi)] == ["收回了"]
    with pytest.raises(AlreadySeen):
        services.take_back(actor=cast.actor("shen"), given=given.pk, at=NOW)


def test_what_was_seen_or_handed_over_stays(cast: Cast, families: Families) -> None:
    seen, siqi = give(cast.actor("shen"), families.numbers["siqi"]), at_the_door(families, "siqi")
    services.open_given(actor=siqi, given=seen.pk, at=NOW)
    handed = give(cast.actor("shen"), families.numbers["siqi"], "notice", TEACHER, DANGER)

    for one in (seen, handed):
        with pytest.raises(AlreadySeen):
            services.take_back(actor=cast.actor("shen"), given=one.pk, at=NOW)


@pytest.mark.parametrize("who", ["lu", "xu", "qin"])
def test_only_who_gave_it_takes_it_back(cast: Cast, families: Families, who: str) -> None:
    given = give(cast.actor("shen"), families.numbers["siqi"])

    with pytest.raises(Denied):
        services.take_back(actor=cast.actor(who), given=given.pk, at=NOW)
    assert selectors.handled_by(cast.actor(who), families.numbers["siqi"]) == []


def test_no_row_tells_which_numbers_belong_together(cast: Cast, families: Families) -> None:
    """In a stolen copy the mother's number stands on no row of the child's, nor anything that her own rows have, too."""
    mother, child = families.numbers["qi_mother"], families.numbers["siqi"]
    support_for_the_mother(cast, families)
    give(cast.actor("shen"), mother)
    rows = list(Disclosure.objects.values())

    about_the_child = next(row for row in rows if row["client_id"] == child)
    about_the_mother = next(row for row in rows if row["client_id"] == mother)

    assert str(mother) not in str({key: value for key, value in about_the_child.items() if key != "receiver"})
    assert bytes(about_the_child["addressed"]) != bytes(about_the_mother["addressed"])


def test_everything_that_left_is_in_the_clients_list_in_plain_words(cast: Cast, families: Families) -> None:
    support_for_the_mother(cast, families)
    give(cast.actor("shen"), families.numbers["siqi"], "notice", TEACHER, DANGER, at=NOW + timedelta(minutes=1))

    rows = selectors.left_about(at_the_door(families, "siqi"))

    assert [(row.what, row.to, row.state) for row in rows] == [
        ("必要的告知", "班主任或任课教师：班主任 秦老师", "交出去了"),
        ("支持约定", "欧阳雪梅（母亲）", "还没看"),
    ]
    assert rows[0].why == "没有等你同意，因为你或别人可能有生命危险。今晚不能让他一个人。"
    assert rows[1].why == f"你同意的：{AGREED.assent}"
    assert rows[0].lines[0] == ("告诉了什么", ["他今晚需要有人陪。"])


@pytest.mark.parametrize(("who", "page"), [("siqi", "list"), ("siqi", "left"), ("qi_mother", "list")])
def test_a_page_asks_no_more_of_the_database_however_much_was_given(
    cast: Cast, families: Families, who: str, page: str
) -> None:
    shen, child = cast.actor("shen"), families.numbers["siqi"]
    agree(cast, child)
    for _ in range(6):
        give(shen, child)
        give(shen, child, "notice", TEACHER, DANGER)
        give(shen, child, "support", to_guardian(families.numbers["qi_mother"]), AGREED)

    with freeze(NOW):
        browser = own_browser(families, who)
        with CaptureQueriesContext(connection) as captured:
            answer = browser.get(reverse(f"given:{page}"))

    asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert answer.status_code == 200
    assert len(asked) <= MOST_STATEMENTS + OF_A_CHILD * (who == "qi_mother"), "\n".join(asked)
