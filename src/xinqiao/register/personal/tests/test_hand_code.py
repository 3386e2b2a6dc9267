"""The code from hand to hand: given by whom the client knows, used once, within a quarter of an hour."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.doors import browser_of
from tests.own_door import own_account, own_actor, own_browser
from xinqiao.core.access import Denied, Missing
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.register.consents.models import Giver, Purpose
from xinqiao.register.consents.services import record_paper_consent
from xinqiao.register.personal import selectors, services
from xinqiao.register.personal.models import HandCode, PersonalAccount
from xinqiao.register.personal.selectors import actor_at
from xinqiao.register.personal.services import TooOften, WrongCode

from .builders import ADDRESS, a_slip, account, half_in, started

SOON = NOW + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def met(monkeypatch: pytest.MonkeyPatch) -> dict[UUID, set[UUID]]:
    """Who of the staff meets which client; above this tier it is the book that says so."""
    known: dict[UUID, set[UUID]] = {}
    monkeypatch.setattr(selectors.on_who_meets, "hung", [lambda client: known.get(client, set())])
    return known


def give(cast: Cast, met: dict[UUID, set[UUID]], name: str = "lin", who: str = "shen") -> str:
    met[cast.number(name)] = {cast.staff["shen"].pk}
    return services.give_code(actor=cast.actor(who), client=cast.number(name), at=NOW).code


def use(cast: Cast, name: str, code: str, **kwargs: object) -> None:
    actor = own_actor(cast, name, known=False)
    services.use_code(actor=actor, typed=code, address=ADDRESS, **{"at": SOON, **kwargs})  # type: ignore[arg-type]


def is_known(cast: Cast, name: str = "lin") -> bool:
    actor = actor_at(account(cast, name), SOON)
    return actor is not None and actor.is_known


def test_code_in_hand_makes_the_account_known(cast: Cast, met: dict[UUID, set[UUID]]) -> None:
    own_account(cast, "lin", known=False)
    code = give(cast, met)
    assert not is_known(cast)

    use(cast, "lin", f" {code.upper()} ")

    assert is_known(cast)


def test_a_new_slip_after_that_is_unknown_again(cast: Cast, met: dict[UUID, set[UUID]]) -> None:
    started(cast)
    use(cast, "lin", give(cast, met))
    services.begin(session=half_in(a_slip(cast)).session.pk, words="另外 一句 说给 自己", at=NOW)

    assert not is_known(cast)


def test_a_code_is_used_once(cast: Cast, met: dict[UUID, set[UUID]]) -> None:
    code = give(cast, met)
    use(cast, "lin", code)
    services.begin(session=half_in(a_slip(cast)).session.pk, words="另外 一句 说给 自己", at=NOW)

    with pytest.raises(WrongCode):
        use(cast, "lin", code)


def test_two_at_once_use_one_code_and_one_of_them_is_told_no(
    fresh_cast: Cast, met: dict[UUID, set[UUID]], at_once: Callable[..., list[object]]
) -> None:
    code, actor = give(fresh_cast, met), own_actor(fresh_cast, "lin", known=False)

    def tried() -> None:
        services.use_code(actor=actor, typed=code, address=ADDRESS, at=SOON)

    done = at_once(tried, tried)

    assert sorted(type(one).__name__ for one in done) == ["NoneType", "WrongCode"]
    assert HandCode.objects.get().start == actor.start


@pytest.mark.parametrize("minutes", [15, 60])
def test_a_code_is_good_for_a_quarter_of_an_hour(cast: Cast, met: dict[UUID, set[UUID]], minutes: int) -> None:
    code = give(cast, met)

    with pytest.raises(WrongCode):
        use(cast, "lin", code, at=NOW + timedelta(minutes=minutes))


def test_a_code_of_another_opens_nothing(cast: Cast, met: dict[UUID, set[UUID]]) -> None:
    code = give(cast, met, "ayi")

    with pytest.raises(WrongCode):
        use(cast, "lin", code)


def test_tries_are_counted(cast: Cast, met: dict[UUID, set[UUID]]) -> None:
    code = give(cast, met)
    for _ in range(10):
        with pytest.raises(WrongCode):
            use(cast, "lin", "k7mf2q9xw4")

    with pytest.raises(TooOften):
        use(cast, "lin", code)


@pytest.mark.parametrize(("who", "serves"), [("shen", False), ("lu", True), ("xu", True), ("qin", True)])
def test_nobody_gives_a_code_to_a_client_who_is_not_theirs(
    cast: Cast, met: dict[UUID, set[UUID]], who: str, serves: bool
) -> None:
    met[cast.number("lin")] = {cast.staff["shen"].pk} if serves else set()

    with pytest.raises(Denied, match="may_give_code"):
        services.give_code(actor=cast.actor(who), client=cast.number("lin"), at=NOW)


def test_a_number_of_nobody_is_missing(cast: Cast) -> None:
    with pytest.raises(Missing):
        services.give_code(actor=cast.actor("shen"), client=uuid4(), at=NOW)


def test_a_guardian_gets_one_from_the_childs_counsellor(cast: Cast, met: dict[UUID, set[UUID]]) -> None:
    met[cast.number("lin")] = {cast.staff["shen"].pk}
    code = services.give_code(actor=cast.actor("shen"), client=cast.number("mother"), at=NOW).code

    use(cast, "mother", code)

    assert is_known(cast, "mother")
    own_account(cast, "lin", known=False)
    assert not is_known(cast, "lin")


def test_a_member_of_staff_who_comes_gets_none(cast: Cast, met: dict[UUID, set[UUID]]) -> None:
    met[cast.number("tang")] = {cast.staff["shen"].pk}

    with pytest.raises(Denied, match="may_give_code"):
        services.give_code(actor=cast.actor("shen"), client=cast.number("tang"), at=NOW)


def test_neither_transaction_touches_an_account(cast: Cast, met: dict[UUID, set[UUID]]) -> None:
    started(cast)
    rows = PersonalAccount.objects.extra(select={"stamp": "xmin::text || xmax::text || ctid::text"})
    before = list(rows.values_list("pk", "stamp"))

    actor = actor_at(account(cast), NOW)
    assert actor is not None
    services.use_code(actor=actor, typed=give(cast, met), address=ADDRESS, at=SOON)

    assert list(rows.all().values_list("pk", "stamp")) == before


def test_the_ledger_names_the_number_and_neither_person_nor_account(cast: Cast, met: dict[UUID, set[UUID]]) -> None:
    started(cast)
    use(cast, "lin", give(cast, met))

    written = [str(one.body) for one in Entry.objects.all() if "personal.code" in str(one.body)]
    assert len(written) == 2
    assert all(str(cast.number("lin")) in one for one in written)
    hidden = (str(cast.students["lin"].pk), str(account(cast).pk))
    assert [one for one in written if any(name in one for name in hidden)] == []


def test_pages_give_and_take_it(cast: Cast, met: dict[UUID, set[UUID]]) -> None:
    met[cast.number("lin")] = {cast.staff["shen"].pk}
    where = reverse("personal:give-code", args=[cast.number("lin")])
    with freeze(NOW):
        assert "林晚舟" in browser_of(cast, "shen").get(where).content.decode()
        page = browser_of(cast, "shen").post(where)
        code = page.context["new"].code
        assert code in page.content.decode()
        browser = own_browser(cast, "lin", known=False)
        assert browser.post(reverse("personal:code"), {"code": "wrong"}).status_code == 422
        there = browser.post(reverse("personal:code"), {"code": code})

        assert there.url == reverse("personal:own") + "?done=code"
        assert "以前的也看得到了" in browser.get(there.url).content.decode()


def test_a_colleague_is_refused_on_the_page(cast: Cast, met: dict[UUID, set[UUID]]) -> None:
    met[cast.number("lin")] = {cast.staff["shen"].pk}
    where = reverse("personal:give-code", args=[cast.number("lin")])

    assert browser_of(cast, "lu").get(where).status_code == 404
    assert browser_of(cast, "lu").post(where).status_code == 404


def test_giving_tells_nothing_of_whether_there_is_an_account(cast: Cast, met: dict[UUID, set[UUID]]) -> None:
    met |= {cast.number(name): {cast.staff["shen"].pk} for name in ("lin", "ayi")}
    own_account(cast, "lin", known=True)
    pages = [
        browser_of(cast, "shen").get(reverse("personal:give-code", args=[cast.number(name)])).content.decode()
        for name in ("lin", "ayi")
    ]

    assert "纸条登录" in pages[0]
    assert len(pages[0]) - len("林晚舟") == len(pages[1]) - len("阿依古丽·买买提")


def test_who_wrote_a_consent_down_is_not_whom_a_client_meets(cast: Cast, met: dict[UUID, set[UUID]]) -> None:
    record_paper_consent(
        actor=cast.actor("lu"),
        client=cast.number("lin"),
        purpose=Purpose.COUNSELLING,
        given_by=Giver.CLIENT,
        signed_on=NOW.date(),
        valid_until=None,
        token=uuid4(),
        at=NOW,
    )

    with pytest.raises(Denied):
        services.give_code(actor=cast.actor("lu"), client=cast.number("lin"), at=NOW)
