"""Entering what was signed or said, and taking it back."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from xinqiao.core.access import Denied, Missing, Problem
from xinqiao.core.ledger.models import Entry
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.register.consents import selectors, services
from xinqiao.register.consents.models import Consent, ConsentRules
from xinqiao.register.consents.rules import FromFourteen, Giver, Purpose, Way
from xinqiao.register.consents.services import AlreadyOver
from xinqiao.register.people.models import Client
from xinqiao.register.people.selectors import people_behind
from xinqiao.register.people.services import prepare_numbers

from .builders import complete, in_days, said, signed, taken_back

G, TAPE = Giver.GUARDIAN, Purpose.RECORDING


def ok(cast: Cast, name: str, purpose: Purpose = Purpose.COUNSELLING, days: int = 0) -> bool:
    return selectors.standing(cast.number(name), purpose, in_days(days)).ok


@pytest.mark.clause("CNS-01")
def test_work_may_start_when_the_child_and_the_guardian_have_signed(cast: Cast) -> None:
    assert len(selectors.standing(cast.number("ayi"), Purpose.COUNSELLING, A_SCHOOL_DAY).missing) == 2
    signed(cast, "ayi")
    assert not ok(cast, "ayi")
    signed(cast, "ayi", G)
    assert ok(cast, "ayi")
    assert not ok(cast, "batel")


@pytest.mark.clause("CNS-01")
def test_from_fourteen_on_the_school_decides(cast: Cast) -> None:
    signed(cast, "lin")
    signed(cast, "ayi")
    assert not ok(cast, "lin")

    services.set_rules(actor=cast.actor("xu"), from_14=FromFourteen.CLIENT, verbal_days=7, at=NOW)

    assert ok(cast, "lin")
    assert not ok(cast, "ayi")


@pytest.mark.parametrize("name", ["mother", "qin"])
def test_adults_decide_for_themselves(cast: Cast, name: str) -> None:
    signed(cast, name)

    assert ok(cast, name)
    with pytest.raises(Problem, match="成年"):
        signed(cast, name, G)


@pytest.mark.clause("CNS-02")
def test_recordings_are_refused_without_consent_for_them(cast: Cast) -> None:
    client = cast.number("lin")
    complete(cast, "lin")
    assert not selectors.may_record(client, A_SCHOOL_DAY)
    signed(cast, "lin", purpose=TAPE)
    assert not selectors.may_record(client, A_SCHOOL_DAY)
    signed(cast, "lin", G, TAPE)
    assert selectors.may_record(client, A_SCHOOL_DAY)

    taken_back(cast, "lin", purpose=TAPE)

    assert not selectors.may_record(client, A_SCHOOL_DAY)
    assert ok(cast, "lin")


@pytest.mark.clause("CNS-04", "CNS-02")
def test_stopping_the_work_stops_the_recording_at_once(cast: Cast) -> None:
    complete(cast, "lin")
    signed(cast, "lin", purpose=TAPE)
    signed(cast, "lin", G, TAPE)

    taken_back(cast, "lin")

    assert not ok(cast, "lin")
    assert not selectors.may_record(cast.number("lin"), A_SCHOOL_DAY)
    assert ok(cast, "lin", days=-1)
    found = selectors.standing(cast.number("lin"), Purpose.COUNSELLING, A_SCHOOL_DAY)
    assert found.missing == ("本人在 2026 年 10 月 15 日撤回了对心理辅导的同意。马上停下；愿意重新开始的，再签一份。",)
    signed(cast, "lin", signed_on=A_SCHOOL_DAY)
    assert ok(cast, "lin")


def test_a_word_will_do_for_two_weeks_and_only_once(cast: Cast) -> None:
    signed(cast, "ayi")
    noted = said(cast, "ayi", G)

    found = selectors.standing(cast.number("ayi"), Purpose.COUNSELLING, A_SCHOOL_DAY)
    assert (noted.way, found.ok, found.provisional_until) == (Way.VERBAL, True, in_days(14))
    assert not ok(cast, "ayi", days=15)
    with pytest.raises(Problem, match="不能再用口头"):
        said(cast, "ayi", G)
    with pytest.raises(Problem, match="为什么"):
        said(cast, "batel", reason=" ")


def test_a_school_may_take_no_words(cast: Cast) -> None:
    services.set_rules(actor=cast.actor("xu"), from_14=FromFourteen.BOTH, verbal_days=0, at=NOW)

    with pytest.raises(Problem, match="纸面"):
        said(cast, "lin")
    with pytest.raises(Problem, match="30"):
        services.set_rules(actor=cast.actor("xu"), from_14=FromFourteen.BOTH, verbal_days=31, at=NOW)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"signed_on": in_days(1)}, "还没有到"),
        ({"signed_on": in_days(-99999)}, "日期不对"),
        ({"valid_until": in_days(-2)}, "到期"),
        ({"valid_until": in_days(99999)}, "到期"),
        ({"given_by": G, "detail": None}, "哪一位"),
        ({"given_by": G, "detail": {"name": ""}}, "哪一位"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, wrong: dict[str, object], says: str) -> None:
    with pytest.raises(Problem, match=says):
        signed(cast, "lin", **wrong)
    assert not Consent.objects.exists()


def test_nobody_signs_before_they_are_born(cast: Cast) -> None:
    cast.students["ayi"].birth_date = in_days(-3000)
    cast.students["ayi"].save()

    with pytest.raises(Problem, match="日期不对"):
        signed(cast, "ayi", signed_on=in_days(-3001))


def test_a_number_that_is_nobodys_agrees_to_nothing(cast: Cast) -> None:
    prepare_numbers(1)
    numbers = list(Client.objects.values_list("pk", flat=True))
    free = next(number for number in numbers if number not in people_behind(numbers))

    for client in (uuid4(), free):
        with pytest.raises(Missing):
            signed(cast, "lin", client=client)
        with pytest.raises(Missing):
            selectors.standing(client, Purpose.COUNSELLING, A_SCHOOL_DAY)


def test_the_same_form_sent_twice_is_one_consent(cast: Cast) -> None:
    token = uuid4()

    assert signed(cast, "lin", token=token) == signed(cast, "lin", token=token) == said(cast, "lin", token=token)
    with pytest.raises(Problem, match="重新打开"):
        signed(cast, "ayi", token=token)


def test_which_form_was_signed_follows_from_who_signs_what(cast: Cast) -> None:
    cast.classes[7, 12].grade = 5
    cast.classes[7, 12].save()

    forms = [signed(cast, "ayi"), signed(cast, "lin"), signed(cast, "lin", G), signed(cast, "lin", G, TAPE)]
    own = signed(cast, "lin", own_form=True)

    assert [one.form for one in forms] == [
        "consent-counselling-primary", "consent-counselling", "consent-guardian", "consent-recording",
    ]  # fmt: skip
    assert (own.form, own.form_version, forms[0].form_version) == ("own", "", "1")


def test_what_was_entered_by_mistake_never_counted(cast: Cast) -> None:
    wrong = signed(cast, "qin")
    services.strike_consent(actor=cast.actor("shen"), consent=wrong.pk, reason="另一个人的", at=NOW)

    assert not ok(cast, "qin")
    assert not ok(cast, "qin", days=-1)
    with pytest.raises(AlreadyOver):
        services.strike_consent(actor=cast.actor("shen"), consent=wrong.pk, reason="再划一次", at=NOW)
    with pytest.raises(Problem, match="哪里"):
        services.strike_consent(actor=cast.actor("shen"), consent=signed(cast, "lin").pk, reason="", at=NOW)


def test_a_word_that_was_a_mistake_does_not_count_as_the_one(cast: Cast) -> None:
    wrong = said(cast, "lin")
    services.strike_consent(actor=cast.actor("shen"), consent=wrong.pk, reason="不是他", at=NOW)

    assert said(cast, "lin").pk != wrong.pk


@pytest.mark.parametrize("name", ["xu", "he", "bai", "ma", "qin", "tang"])
def test_nobody_but_counsellors_enters_reads_or_takes_back(cast: Cast, name: str) -> None:
    actor, given = cast.actor(name), signed(cast, "lin")

    with pytest.raises(Denied):
        signed(cast, "lin", actor=actor)
    with pytest.raises(Denied):
        said(cast, "lin", actor=actor)
    with pytest.raises(Denied):
        services.open_consents(actor=actor, client=cast.number("lin"), at=NOW)
    with pytest.raises(Denied):
        services.strike_consent(actor=actor, consent=given.pk, reason="错了", at=NOW)
    with pytest.raises(Denied):
        services.withdraw(
            actor=actor, client=cast.number("lin"), purpose=Purpose.COUNSELLING, by=Giver.CLIENT, how="", at=NOW
        )


@pytest.mark.parametrize("name", ["shen", "he", "bai", "ma"])
def test_only_the_director_sets_the_rules(cast: Cast, name: str) -> None:
    with pytest.raises(Denied):
        services.set_rules(actor=cast.actor(name), from_14=FromFourteen.CLIENT, verbal_days=1, at=NOW)


def test_what_runs_out_is_told_for_whom_an_area_serves(cast: Cast) -> None:
    soon = signed(cast, "lin", valid_until=in_days(20))
    word = said(cast, "ayi", G)
    signed(cast, "batel", valid_until=in_days(200))

    assert [one.consent for one in selectors.running_out(A_SCHOOL_DAY, [cast.number("lin")])] == [soon.pk]
    found = {one.consent: one for one in selectors.running_out(A_SCHOOL_DAY)}
    assert set(found) == {soon.pk, word.pk}
    assert (found[word.pk].is_a_word, found[word.pk].last_day) == (True, in_days(14))


def test_whoever_has_to_know_is_told_of_every_change(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(
        "xinqiao.register.consents.services.changes.on_change.hung", [lambda _grant, client, _at: told.append(client)]
    )

    complete(cast, "lin")
    taken_back(cast, "lin")
    said(cast, "ayi")

    assert told == [cast.number("lin")] * 3 + [cast.number("ayi")]


def test_who_signed_lies_under_the_house_seal(cast: Cast) -> None:
    signed(cast, "lin", G)
    taken_back(cast, "lin", G)

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text FROM consents_consent c")
        lying = cursor.fetchone()[0]
    assert "王女士" not in lying
    assert "当面说的" not in lying
    row = Consent.objects.get()
    assert (row.detail["name"], row.ended_detail["how"]) == ("王女士", "当面说的")
    bodies = " ".join(Entry.objects.values_list("body", flat=True))
    assert "王女士" not in bodies
    assert str(cast.students["lin"].pk) not in bodies


def test_no_trace_joins_the_consent_and_the_pupil(fresh_cast: Cast) -> None:
    """Neither is the pupil's row written or locked in the transaction that writes the consent."""
    marks = "SELECT xmin::text, xmax::text FROM people_student ORDER BY id"
    with connection.cursor() as cursor:
        cursor.execute(marks)
        before = cursor.fetchall()
        complete(fresh_cast, "lin")
        taken_back(fresh_cast, "lin")
        cursor.execute(marks)
        assert cursor.fetchall() == before


def sign(cast: Cast) -> Callable[[], object]:
    token = uuid4()
    return lambda: signed(cast, "lin", token=token)


def speak(cast: Cast) -> Callable[[], object]:
    return lambda: said(cast, "lin")


def take_back(cast: Cast) -> Callable[[], object]:
    complete(cast, "lin")
    return lambda: taken_back(cast, "lin")


def strike(cast: Cast) -> Callable[[], object]:
    given = signed(cast, "lin")
    return lambda: services.strike_consent(actor=cast.actor("shen"), consent=given.pk, reason="错了", at=NOW)


@pytest.mark.parametrize(("move", "told"), [(sign, 0), (speak, 1), (take_back, 1), (strike, 1)])
def test_two_at_once_do_the_same_and_it_is_done_once(
    fresh_cast: Cast, at_once: Callable[..., list[object]], move: Callable[[Cast], Callable[[], object]], told: int
) -> None:
    act = move(fresh_cast)

    results = at_once(act, act)

    assert sum(isinstance(one, Problem) for one in results) == told
    assert not [one for one in results if isinstance(one, Exception) and not isinstance(one, Problem)]
    assert Consent.objects.filter(client=fresh_cast.number("lin"), given_by=Giver.CLIENT).count() == 1
    seal_once()
    assert [str(finding) for finding in verify().findings] == []


def test_two_directors_decide_at_once_and_there_is_one_set_of_rules(
    fresh_cast: Cast, at_once: Callable[..., list[object]]
) -> None:
    def decide(days: int) -> object:
        return services.set_rules(actor=fresh_cast.actor("xu"), from_14=FromFourteen.BOTH, verbal_days=days, at=NOW)

    results = at_once(lambda: decide(3), lambda: decide(4))

    assert not [one for one in results if isinstance(one, Exception)]
    assert ConsentRules.objects.count() == 1
    seal_once()
    assert [str(finding) for finding in verify().findings] == []


def test_a_consent_put_in_by_hand_is_noticed(fresh_cast: Cast) -> None:
    given = signed(fresh_cast, "lin", valid_until=in_days(3))
    seal_once()
    Consent.objects.filter(pk=given.pk).update(valid_until=in_days(3000))

    assert len(verify().findings) == 1
