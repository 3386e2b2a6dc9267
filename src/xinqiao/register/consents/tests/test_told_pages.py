"""The pages of the own door: what is read, decided and taken back, by whom, and what a stranger sees."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.doors import browser_of
from tests.families import Families, make_families
from tests.own_door import own_actor, own_browser
from xinqiao.core.clock import freeze
from xinqiao.register.consents import selectors, services
from xinqiao.register.consents.models import Asked, Consent, ConsentRequest, Situation
from xinqiao.register.consents.rules import Giver, Purpose, Way

from .builders import asked, says_yes, signed


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(NOW):
        yield


@pytest.fixture
def families(cast: Cast) -> Families:
    return make_families(cast)


def page(browser: Browser, name: str, *args: UUID) -> str:
    answer = browser.get(reverse(f"told:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def digest(people: Cast | Families, who: str, request: ConsentRequest) -> str:
    return selectors.own_request(own_actor(people, who), request.pk, NOW.date()).question.digest


@pytest.mark.clause("CNS-01", "CNS-08")
@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("xiaohe", "老师不会生气，学校里什么都不变。"),
        ("yuhang", "不来或者不再来，上课、考试、评奖都不受影响。"),
        ("siqi", "学业、评优和学校里别的事都不受影响"),
        ("qi_mother", "孩子满 18 岁那天起，由孩子自己决定"),
    ],
)
def test_each_reads_what_it_is_in_words_that_fit(families: Families, who: str, says: str) -> None:
    for known in (True, False):
        read = page(own_browser(families, who, known=known), "read")

        assert says in read
        assert read.count("<h2") >= 5
        assert "<title>校园服务</title>" in read


@pytest.mark.clause("CNS-08")
def test_the_notice_says_how_long_it_is_kept_once_the_school_has_said_so(cast: Cast, families: Families) -> None:
    browser = own_browser(families, "siqi")
    assert "保存多久由学校的档案规定定" in page(browser, "read")
    browser_of(cast, "xu").post(
        reverse("consents:rules"), {"from_14": "both", "verbal_days": 14, "renews": "on", "kept_years": 3}
    )

    assert "你离校以后再保存 3 年" in page(browser, "read")


def test_in_english_too(families: Families) -> None:
    browser = own_browser(families, "xiaohe")

    answer = browser.get(reverse("told:read"), headers={"Accept-Language": "en"})

    assert "The teacher tells nobody what you say." in answer.content.decode()
    assert "老师" not in answer.content.decode()


@pytest.mark.clause("CNS-01", "CNS-04")
def test_a_question_is_read_and_signed_with_a_drawing(cast: Cast, families: Families) -> None:
    request = asked(cast, families.numbers["xiaohe"], Purpose.RECORDING)
    browser = own_browser(families, "xiaohe")

    read = page(browser, "decide", request.pk)
    answer = browser.post(
        reverse("told:decide", args=[request.pk]),
        {"answer": "yes", "digest": digest(families, "xiaohe", request), "drawn": "[[[10,20],[30,40]]]", "name": ""},
    )

    for sentence in ("可以录下来吗", "录下来给督导老师听", "不愿意也没关系。", "这件事也要问家里大人。"):
        assert sentence in read
    assert read.index("这次不同意") > read.index(">同意<")
    assert answer.headers["Location"] == reverse("told:answered", args=[request.pk])
    assert "好，记下了：同意" in page(browser, "answered", request.pk)
    assert Consent.objects.get().detail["signature"] == {"lines": [[[10, 20], [30, 40]]]}
    desk = browser_of(cast, "shen").get(reverse("consents:of", args=[families.numbers["xiaohe"]])).content.decode()
    assert '<polyline points="10,20 30,40"/>' in desk
    assert "屏幕上签名" in desk


def test_a_yes_without_a_name_is_asked_for_one_and_keeps_the_page(cast: Cast) -> None:
    request = asked(cast, cast.number("lin"))

    answer = own_browser(cast, "lin").post(
        reverse("told:decide", args=[request.pk]), {"answer": "yes", "digest": digest(cast, "lin", request)}
    )

    assert answer.status_code == 422
    assert "请画上或写上你的名字" in answer.content.decode()
    assert not Consent.objects.exists()


@pytest.mark.clause("CNS-04")
def test_a_no_asks_for_nothing_and_leads_on(cast: Cast) -> None:
    request, browser = asked(cast, cast.number("lin")), own_browser(cast, "lin")

    browser.post(reverse("told:decide", args=[request.pk]), {"answer": "no"})

    assert ConsentRequest.objects.get().state == Asked.DECLINED
    assert "没有关系，什么都不变，也不会有人问你为什么。" in page(browser, "answered", request.pk)
    assert (
        "这次不同意" in browser_of(cast, "shen").get(reverse("consents:of", args=[cast.number("lin")])).content.decode()
    )


def test_what_changed_meanwhile_is_read_again(cast: Cast) -> None:
    request = asked(cast, cast.number("lin"))

    answer = own_browser(cast, "lin").post(
        reverse("told:decide", args=[request.pk]), {"answer": "yes", "digest": "0" * 64, "name": "林晚舟"}
    )

    assert answer.status_code == 409
    assert "这份说明刚刚改过" in answer.content.decode()


@pytest.mark.clause("CNS-02", "CNS-04")
def test_what_i_agreed_to_on_paper_and_on_screen_is_taken_back_in_two_presses(cast: Cast) -> None:
    paper = signed(cast, "lin")
    says_yes(own_actor(cast, "lin"), asked(cast, cast.number("lin"), Purpose.RECORDING))
    browser = own_browser(cast, "lin")
    assert "纸面签名" in page(browser, "mine")
    assert "上课、考试、得奖，什么都不变。" in page(browser, "withdraw", paper.pk)

    browser.post(reverse("told:withdraw", args=[paper.pk]))

    listed = page(browser, "mine")
    assert "现在算数的" not in listed
    assert listed.count("撤回</small>") == 2
    assert "这一条已经不算数了" in page(browser, "withdraw", paper.pk)
    assert browser.post(reverse("told:withdraw", args=[paper.pk])).status_code == 409


def test_an_account_begun_with_a_slip_is_told_kindly_where_to_get_the_code(cast: Cast) -> None:
    signed(cast, "lin")
    asked(cast, cast.number("lin"))

    listed = page(own_browser(cast, "lin", known=False), "mine")

    assert "先去老师那里拿一个号码" in listed
    assert "心理辅导" not in listed


@pytest.mark.parametrize("who", ["siqi", "qi_mother", "he_father", "slip"])
def test_anybody_else_finds_nothing_whatever_the_id(cast: Cast, families: Families, who: str) -> None:
    request, paper = asked(cast, families.numbers["xiaohe"]), signed(cast, "", client=families.numbers["xiaohe"])
    browser = own_browser(families, "xiaohe", known=False) if who == "slip" else own_browser(families, who)

    for name, pk in (("decide", request.pk), ("answered", request.pk), ("withdraw", paper.pk)):
        there, nowhere = (browser.get(reverse(f"told:{name}", args=[one])) for one in (pk, uuid4()))
        assert (there.status_code, nowhere.status_code) == (404, 404)
    assert browser.post(reverse("told:decide", args=[request.pk]), {"answer": "no"}).status_code == 404
    assert browser.post(reverse("told:withdraw", args=[paper.pk])).status_code == 404
    assert Consent.objects.get().ended_at is None


def test_a_counsellor_asks_at_the_desk_and_takes_it_off_again(cast: Cast, families: Families) -> None:
    browser, number = browser_of(cast, "shen"), families.numbers["xiaohe"]
    address = reverse("consents:ask", args=[number])
    form = browser.get(address).content.decode()
    assert "周岚" in form
    assert "田大军" not in form  # the father has no custody

    sent = {"token": str(uuid4()), "who": str(families.adults["he_mother"].pk), "purpose": "counselling"}
    assert browser.post(address, sent).status_code == 302

    shown = browser.get(reverse("consents:of", args=[number])).content.decode()
    assert "等他看" in shown
    request = ConsentRequest.objects.get()
    assert request.giver == Giver.GUARDIAN
    browser.post(reverse("consents:call-off", args=[number, request.pk]))
    assert "不再问了" in browser.get(reverse("consents:of", args=[number])).content.decode()


@pytest.mark.clause("CNS-01")
def test_a_counsellor_writes_down_whom_to_ask(cast: Cast, families: Families) -> None:
    browser, number = browser_of(cast, "shen"), families.numbers["yuhang"]
    aunt, father = families.adults["hang_aunt"].pk, families.adults["hang_father"].pk
    address = reverse("consents:situation", args=[number])
    sent = {
        "how_many": "any",
        f"barred_{father.hex}": "on",
        f"delegated_{aunt.hex}": "on",
        f"until_{aunt.hex}": "2027-07-01",
        "ground": "",
    }

    assert browser.post(address, sent).status_code == 422  # why is missing
    assert browser.post(address, sent | {"why": "父亲在外地务工，写了委托书。"}).status_code == 302

    here = selectors.circumstances_of(number)
    assert here.barred == {father}
    assert [pk for pk, _until in here.delegated] == [aunt]
    assert "父亲在外地务工" in browser.get(address).content.decode()
    assert Situation.objects.get().set_by_id == cast.staff["shen"].pk
    options = browser.get(reverse("consents:ask", args=[number])).content.decode()
    assert "江秀英" in options
    assert "江海，" not in options


def test_a_withdrawal_on_the_screen_reaches_the_counsellor_like_one_on_paper(cast: Cast) -> None:
    """What hangs above is told in the same transaction; here it is enough that it is asked."""
    told: list[UUID] = []
    services.on_change.hung.append(lambda _grant, client, _at: told.append(client))
    try:
        given = says_yes(own_actor(cast, "lin"), asked(cast, cast.number("lin")))
        services.withdraw_own(actor=own_actor(cast, "lin"), consent=given.pk, at=NOW)
    finally:
        services.on_change.hung.pop()

    assert told == [cast.number("lin")] * 2
    assert Consent.objects.get().way == Way.SCREEN


@pytest.mark.parametrize("name", ["read", "mine", "decide", "answered", "withdraw"])
def test_a_guardians_pages_ask_no_more_of_the_database_than_anybodys(cast: Cast, families: Families, name: str) -> None:
    number, mother = families.numbers["xiaohe"], families.adults["he_mother"].pk
    detail = {"guardian": str(mother), "name": "周岚", "relation": "母亲"}
    papers = [signed(cast, "", Giver.GUARDIAN, client=number, detail=detail, purpose=one) for one in (
        Purpose.COUNSELLING, Purpose.TESTS, Purpose.TEACHING
    )]  # fmt: skip
    requests = [asked(cast, number, one, guardian=mother) for one in (Purpose.RECORDING, Purpose.DISCUSSION)]
    args = {"decide": [requests[0].pk], "answered": [requests[0].pk], "withdraw": [papers[0].pk]}.get(name, [])
    browser = own_browser(families, "he_mother")

    with CaptureQueriesContext(connection) as captured:
        assert browser.get(reverse(f"told:{name}", args=args)).status_code == 200

    asked_for = [one["sql"] for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked_for) <= 12, "\n".join(sql[:120] for sql in asked_for)
