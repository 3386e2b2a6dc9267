"""Asked and decided on one's own page: by whoever may, known to a counsellor, and with effect at once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from tests.families import Families, make_families
from tests.own_door import own_actor
from xinqiao.core.access import ANYONE, Denied, Missing, Problem
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.register.consents import rules, selectors, services
from xinqiao.register.consents.models import Asked, Consent, ConsentRequest
from xinqiao.register.consents.rules import Circumstances, FromFourteen, Giver, Purpose, Way
from xinqiao.register.consents.services import AlreadyOver, TextHasChanged
from xinqiao.register.consents.states import AlreadyAnswered

from .builders import NAME, asked, in_days, says_yes, signed, written

C, G = Giver.CLIENT, Giver.GUARDIAN


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(NOW):
        yield


@pytest.fixture
def families(cast: Cast) -> Families:
    return make_families(cast)


def stands(number: object, purpose: Purpose = Purpose.COUNSELLING, days: int = 0) -> bool:
    return selectors.standing(number, purpose, in_days(days)).ok  # type: ignore[arg-type]


@pytest.mark.clause("CNS-01", "CNS-04")
def test_a_girl_of_nine_assents_and_her_mother_consents_each_on_the_own_page(cast: Cast, families: Families) -> None:
    girl, mother = families.numbers["xiaohe"], own_actor(families, "he_mother")
    hers, mothers = asked(cast, girl), asked(cast, girl, guardian=families.adults["he_mother"].pk)

    given = says_yes(own_actor(families, "xiaohe"), hers)
    assert not stands(girl)
    consent = says_yes(mother, mothers)

    assert stands(girl)
    assert (given.way, given.form, given.form_version) == (Way.SCREEN, "screen", "8.1")
    assert (consent.given_by, consent.form_version) == (G, "adult.1")
    assert consent.detail["name"] == "周岚"
    assert consent.detail["signature"] == NAME.as_kept()
    assert len(consent.detail["digest"]) == 64
    assert given.received_by_id == cast.staff["shen"].pk


@pytest.mark.clause("CNS-01")
def test_paper_and_screen_are_the_same_consent(cast: Cast, families: Families) -> None:
    signed(cast, "lin")
    signed(cast, "lin", G)
    yes = says_yes(own_actor(cast, "lin"), asked(cast, cast.number("lin"), Purpose.RECORDING))
    signed(cast, "lin", G, Purpose.RECORDING)

    assert selectors.may_record(cast.number("lin"), A_SCHOOL_DAY)
    mine = selectors.own_consents(own_actor(cast, "lin"), A_SCHOOL_DAY)
    assert {one.purpose for one in mine.standing} == {Purpose.COUNSELLING, Purpose.RECORDING}
    services.withdraw_own(actor=own_actor(cast, "lin"), consent=yes.pk, at=NOW)
    assert not selectors.may_record(cast.number("lin"), A_SCHOOL_DAY)
    assert stands(cast.number("lin"))


@pytest.mark.clause("CNS-02", "CNS-04")
def test_who_takes_the_paper_back_on_the_screen_stops_everything_at_once(cast: Cast) -> None:
    lin = own_actor(cast, "lin")
    paper = signed(cast, "lin")
    signed(cast, "lin", G)
    says_yes(lin, asked(cast, cast.number("lin"), Purpose.RECORDING))

    ended = services.withdraw_own(actor=lin, consent=paper.pk, at=NOW)

    assert {one.purpose for one in ended} == {Purpose.COUNSELLING, Purpose.RECORDING}
    assert not stands(cast.number("lin"))
    assert selectors.own_consents(lin, A_SCHOOL_DAY).standing == []
    with pytest.raises(AlreadyOver):
        services.withdraw_own(actor=lin, consent=paper.pk, at=NOW)


def test_a_guardian_takes_back_what_that_guardian_gave_and_nobody_elses(cast: Cast, families: Families) -> None:
    boy, child = families.numbers["yuhang"], own_actor(families, "yuhang")
    father = own_actor(families, "hang_father")
    his = says_yes(child, asked(cast, boy))
    fathers = says_yes(father, asked(cast, boy, guardian=families.adults["hang_father"].pk))

    with pytest.raises(Denied):
        services.withdraw_own(actor=father, consent=his.pk, at=NOW)
    with pytest.raises(Denied):
        services.withdraw_own(actor=child, consent=fathers.pk, at=NOW)
    with pytest.raises(Denied):
        services.withdraw_own(actor=own_actor(families, "qi_mother"), consent=fathers.pk, at=NOW)
    services.withdraw_own(actor=father, consent=fathers.pk, at=NOW)
    assert Consent.objects.get(pk=his.pk).ended_at is None
    assert not stands(boy)


@pytest.mark.clause("CNS-04")
def test_a_no_has_no_consequence_and_may_become_a_yes(cast: Cast) -> None:
    lin, request = own_actor(cast, "lin"), asked(cast, cast.number("lin"))

    services.decline(actor=lin, request=request.pk, at=NOW)
    services.decline(actor=lin, request=request.pk, at=NOW)

    assert ConsentRequest.objects.get().state == Asked.DECLINED
    assert selectors.waiting_for(lin) == []
    assert [one.request for one in selectors.own_consents(lin, A_SCHOOL_DAY).declined] == [request.pk]
    assert Entry.objects.filter(body__contains="consents.declined").count() == 1
    assert says_yes(lin, request).ended_at is None


def test_the_same_answer_sent_twice_is_one_and_the_other_one_comes_too_late(cast: Cast) -> None:
    lin, request = own_actor(cast, "lin"), asked(cast, cast.number("lin"))

    assert says_yes(lin, request) == says_yes(lin, request)
    with pytest.raises(AlreadyAnswered):
        services.decline(actor=lin, request=request.pk, at=NOW)
    with pytest.raises(AlreadyAnswered):
        services.call_off(actor=cast.actor("shen"), request=request.pk, at=NOW)


def test_nobody_signs_what_says_something_else_by_now(cast: Cast) -> None:
    request = asked(cast, cast.number("lin"))

    with pytest.raises(TextHasChanged):
        services.agree(actor=own_actor(cast, "lin"), request=request.pk, signature=NAME, digest="0" * 64, at=NOW)


@pytest.mark.clause("CNS-01")
def test_an_account_begun_with_a_slip_alone_sees_and_gives_nothing(cast: Cast) -> None:
    stranger, request = own_actor(cast, "lin", known=False), asked(cast, cast.number("lin"))
    paper = signed(cast, "lin")

    assert selectors.waiting_for(stranger) == []
    assert selectors.own_consents(stranger, A_SCHOOL_DAY).is_empty
    with pytest.raises(Missing):
        selectors.own_request(stranger, request.pk, A_SCHOOL_DAY)
    with pytest.raises(Missing):
        selectors.own_consent(stranger, paper.pk, A_SCHOOL_DAY)
    for act in (
        lambda: services.agree(actor=stranger, request=request.pk, signature=NAME, digest="", at=NOW),
        lambda: services.decline(actor=stranger, request=request.pk, at=NOW),
        lambda: services.withdraw_own(actor=stranger, consent=paper.pk, at=NOW),
    ):
        with pytest.raises(Denied):
            act()


@pytest.mark.clause("CNS-01")
@pytest.mark.parametrize(
    ("child", "adult", "why"),
    [
        ("xiaohe", "he_father", "has no custody"),
        ("yuhang", "hang_aunt", "looks after him without a delegation of the consent"),
        ("anan", "an_stepfather", "is barred"),
        ("xiaohe", "qi_mother", "is another child's"),
    ],
)
def test_who_may_not_consent_is_not_asked(cast: Cast, families: Families, child: str, adult: str, why: str) -> None:
    number, guardian = families.numbers[child], families.adults[adult].pk

    with pytest.raises(Problem):
        asked(cast, number, guardian=guardian)
    with pytest.raises(Problem):
        signed(cast, "lin", G, client=number, detail={"guardian": str(guardian), "name": "某人"})
    assert selectors.waiting_for(own_actor(families, adult)) == []


@pytest.mark.clause("CNS-01")
def test_a_carer_to_whom_the_consent_was_given_over_in_writing_is_asked(cast: Cast, families: Families) -> None:
    boy, aunt = families.numbers["yuhang"], families.adults["hang_aunt"].pk
    written(cast, boy, Circumstances(delegated=frozenset({(aunt, in_days(30))})))

    consent = says_yes(own_actor(families, "hang_aunt"), asked(cast, boy, guardian=aunt))

    assert consent.detail["relation"] == "受委托照护人"
    with freeze(NOW + timedelta(days=31)):
        later = own_actor(families, "hang_aunt")
        assert selectors.own_consents(later, in_days(31)).is_empty


@pytest.mark.clause("CNS-01")
def test_a_guardian_who_turns_out_to_be_the_danger_loses_the_page_at_once_and_the_child_keeps_the_help(
    cast: Cast, families: Families
) -> None:
    child, adult = families.numbers["anan"], "an_grandmother"
    guardian = families.adults[adult].pk
    says_yes(own_actor(families, "anan"), asked(cast, child))
    given = says_yes(own_actor(families, adult), asked(cast, child, guardian=guardian))
    before, second = own_actor(families, adult), asked(cast, child, Purpose.TESTS, guardian=guardian)

    written(cast, child, Circumstances(barred=frozenset({guardian})), "孩子说在家里挨打。")

    after = own_actor(families, adult)
    assert selectors.waiting_for(after) == []
    assert selectors.own_consents(after, A_SCHOOL_DAY).is_empty
    assert stands(child)
    with pytest.raises(Denied):
        services.withdraw_own(actor=after, consent=given.pk, at=NOW)
    with pytest.raises(Denied):  # the page was open already when the counsellor wrote it down
        services.agree(actor=before, request=second.pk, signature=NAME, digest="", at=NOW)


@pytest.mark.clause("CNS-01")
def test_where_the_guardian_is_the_danger_counselling_begins_on_a_ground_and_nothing_else_does(
    cast: Cast, families: Families
) -> None:
    child = families.numbers["anan"]
    says_yes(own_actor(families, "anan"), asked(cast, child))
    assert not stands(child)

    with pytest.raises(Problem, match="报告"):
        services.write_situation(
            actor=cast.actor("shen"),
            client=child,
            circumstances=Circumstances(ground=rules.Ground.GUARDIAN_IS_DANGER),
            why="监护人打孩子",
            reported="",
            at=NOW,
        )
    written(cast, child, Circumstances(ground=rules.Ground.GUARDIAN_IS_DANGER))

    assert stands(child)
    says_yes(own_actor(families, "anan"), asked(cast, child, Purpose.RECORDING))
    assert not stands(child, Purpose.RECORDING)


@pytest.mark.clause("CNS-01")
def test_at_eighteen_the_guardians_part_ends_by_itself(cast: Cast, families: Families) -> None:
    number, mother = families.numbers["zimo"], families.adults["mo_mother"].pk
    says_yes(own_actor(families, "zimo"), asked(cast, number))
    request = asked(cast, number, guardian=mother)
    given = says_yes(own_actor(families, "mo_mother"), request)
    waits = asked(cast, number, Purpose.RECORDING, guardian=mother)
    assert len(selectors.waiting_for(own_actor(families, "mo_mother"))) == 1

    birthday = NOW + timedelta(days=6)  # the day after, on which the law counts the year as full
    with freeze(birthday):
        after = own_actor(families, "mo_mother")
        assert selectors.waiting_for(after) == []
        assert selectors.own_consents(after, in_days(6)).is_empty
        with pytest.raises(Missing):
            selectors.own_request(after, waits.pk, in_days(6))
        with pytest.raises(Denied):
            services.withdraw_own(actor=after, consent=given.pk, at=birthday)
        with pytest.raises(Problem):
            asked(cast, number, Purpose.TEACHING, guardian=mother, at=birthday)
        assert stands(number, days=6)


@pytest.mark.clause("CNS-01")
def test_a_guardian_whose_consent_is_not_needed_is_not_asked(cast: Cast, families: Families) -> None:
    """The question alone would tell that a pupil of sixteen comes."""
    number, mother = families.numbers["siqi"], families.adults["qi_mother"].pk
    services.set_rules(actor=cast.actor("xu"), from_14=FromFourteen.CLIENT, verbal_days=14, at=NOW)

    with pytest.raises(Problem):
        asked(cast, number, guardian=mother)
    with pytest.raises(Problem):
        asked(cast, number, Purpose.TELL_TEACHER, guardian=mother)
    with pytest.raises(Problem):
        asked(cast, number, Purpose.TELL_GUARDIAN, guardian=mother)
    assert asked(cast, number, Purpose.RECORDING, guardian=mother).giver == G


@pytest.mark.clause("CNS-01")
def test_no_guardian_gives_leave_to_be_told(cast: Cast) -> None:
    with pytest.raises(Problem, match="由本人决定"):
        signed(cast, "lin", G, Purpose.TELL_GUARDIAN)


@pytest.mark.parametrize("purpose", sorted(services.NAMES_THE_USE))
def test_permission_names_the_use(cast: Cast, purpose: Purpose) -> None:
    with pytest.raises(Problem, match="做什么用"):
        asked(cast, cast.number("lin"), purpose, note=" ")


def test_only_pupils_and_guardians_have_a_page(cast: Cast) -> None:
    with pytest.raises(Problem, match="纸面"):
        asked(cast, cast.number("tang"))


def test_a_question_waits_once_and_can_be_taken_off(cast: Cast) -> None:
    request = asked(cast, cast.number("lin"))

    assert asked(cast, cast.number("lin"), token=request.token) == request
    with pytest.raises(Problem, match="已经在等"):
        asked(cast, cast.number("lin"))
    services.call_off(actor=cast.actor("lu"), request=request.pk, at=NOW)
    assert selectors.waiting_for(own_actor(cast, "lin")) == []
    assert asked(cast, cast.number("lin")).state == Asked.WAITING


def test_the_home_page_is_told_who_asks_about_what_and_for_whom(cast: Cast, families: Families) -> None:
    asked(cast, families.numbers["xiaohe"], guardian=families.adults["he_mother"].pk)
    asked(cast, cast.number("lin"), Purpose.RECORDING)

    (hers,), (own,) = (selectors.waiting_for(own_actor(*who)) for who in ((families, "he_mother"), (cast, "lin")))
    assert hers.sentence == "沈知微想请你为田小禾决定一件事：心理辅导。"
    assert own.sentence == "沈知微想问你一件事：录音录像。"


@pytest.mark.parametrize("who", ["xu", "he", "bai", "tang"])
def test_only_counsellors_ask_and_write_down_whom_to_ask(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        asked(cast, cast.number("lin"), actor=cast.actor(who))
    with pytest.raises(Denied):
        services.write_situation(
            actor=cast.actor(who), client=cast.number("lin"), circumstances=rules.ORDINARY, why="", reported="", at=NOW
        )
    request = asked(cast, cast.number("lin"))
    for actor in (cast.actor(who), ANYONE, cast.actor("shen")):
        with pytest.raises(Denied):
            services.agree(actor=actor, request=request.pk, signature=NAME, digest="", at=NOW)


def test_nothing_in_the_ledger_names_who_was_asked(cast: Cast, families: Families) -> None:
    number, adult = families.numbers["xiaohe"], families.adults["he_mother"]
    asked(cast, number, guardian=adult.pk)

    (body,) = Entry.objects.filter(body__contains="consents.asked").values_list("body", flat=True)

    assert str(number) in str(body)
    for secret in (families.numbers["he_mother"], adult.pk, "周岚", families.children["xiaohe"].pk):
        assert str(secret) not in str(body)
