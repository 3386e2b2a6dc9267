"""Pages of both doors: what a stranger finds, what stands on lists, what a form says that is not right."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.doors import browser_of
from tests.families import make_families
from tests.own_door import own_browser
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.office.papers.rules import blank_of
from xinqiao.practice.cases.tests.builders import open_case, ready
from xinqiao.practice.rights import services
from xinqiao.practice.rights.models import RightsRequest, Way
from xinqiao.practice.rights.rules import Against, Decision, Right

from .asking import answers, asks


@pytest.fixture(autouse=True)
def _on_a_school_day():  # type: ignore[no-untyped-def]
    with freeze(NOW):
        yield


def send(cast: Cast, name: str, right: Right, *, known: bool = True, **given: object) -> object:
    browser = own_browser(cast, name, known=known)
    return browser.post(reverse("rights:ask", args=[right.value]), {"token": uuid4(), **given})


@pytest.mark.clause("CNS-07")
@pytest.mark.parametrize("right", Right)
def test_each_right_has_a_short_form_with_its_day(cast: Cast, right: Right) -> None:
    browser = own_browser(cast, "lin")
    page = browser.get(reverse("rights:ask", args=[right.value])).content.decode()
    assert "个上课日给你答复" in page
    assert "<title>校园服务</title>" in page

    answer = send(cast, "lin", right, text="写几个字", against=Against.OTHER.value)

    made = RightsRequest.objects.get()
    assert answer["Location"] == reverse("rights:mine", args=[made.pk])  # type: ignore[index]
    assert (made.kind, made.way, made.unsure) == (right.value, Way.SCREEN, False)


def test_what_is_lacking_is_said_and_what_was_written_stays(cast: Cast) -> None:
    answer = send(cast, "lin", Right.COMPLAINT, text="老师没有来")

    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "老师没有来" in answer.content.decode()  # type: ignore[attr-defined]
    assert send(cast, "lin", Right.COMPLAINT, against="other").status_code == 422  # type: ignore[attr-defined]
    assert RightsRequest.objects.count() == 0
    assert own_browser(cast, "lin").get("/me/rights/ask/everything/").status_code == 404


@pytest.mark.parametrize("page", ["list", "kept", "mine", "withdraw"])
def test_staff_and_strangers_do_not_come_in_by_the_own_door(cast: Cast, page: str) -> None:
    made = asks(cast, "lin")
    address = reverse(f"rights:{page}", args=[made.pk] if page in {"mine", "withdraw"} else [])
    method = "post" if page == "withdraw" else "get"

    assert getattr(own_browser(cast, None), method)(address).status_code in {302, 403}
    assert getattr(browser_of(cast, "shen"), method)(address).status_code in {302, 403}
    if page in {"mine", "withdraw"}:
        assert getattr(own_browser(cast, "ayi"), method)(address).status_code == 404


@pytest.mark.clause("CNS-07")
def test_an_unknown_account_sees_its_own_start_and_no_answer(cast: Cast) -> None:
    earlier = asks(cast, "lin", Right.COMPLAINT, "以前的事")
    answers(cast.actor("xu"), earlier, Decision.GRANTED)
    own = asks(cast, "lin", Right.DELETE, "刚提的", known=False)
    answers(cast.actor("xu"), own, Decision.GRANTED)
    browser = own_browser(cast, "lin", known=False)

    assert browser.get(reverse("rights:mine", args=[earlier.pk])).status_code == 404
    page = browser.get(reverse("rights:mine", args=[own.pk])).content.decode()
    assert "答复写好了" in page
    assert "沈老师那天" not in page
    listed = browser.get(reverse("rights:list")).content.decode().split('id="mine"')[1]
    assert "删掉我的资料" in listed
    assert "提意见" not in listed


def test_a_child_and_its_guardian_see_each_what_is_theirs(cast: Cast) -> None:
    people = make_families(cast)
    made = asks(people, "qi_mother", Right.COPY, "把她说的都给我", client=people.numbers["siqi"])

    child = own_browser(people, "siqi").get(reverse("rights:list")).content.decode()
    mother = own_browser(people, "qi_mother").get(reverse("rights:list")).content.decode()

    assert "家里人为你提的" in child
    assert "把她说的" not in child
    assert "（为孩子）" in mother
    assert own_browser(people, "siqi").get(reverse("rights:mine", args=[made.pk])).status_code == 404
    assert "我的孩子" not in own_browser(people, "he_father").get(reverse("rights:list")).content.decode()


@pytest.mark.clause("CNS-07")
def test_the_desk_list_names_nobody_and_the_page_is_a_reading(cast: Cast) -> None:
    made = asks(cast, "lin", Right.COMPLAINT, against=Against.COUNSELLOR)
    director = browser_of(cast, "xu")

    listed = director.get(reverse("rights:owed")).content.decode()
    opened = director.get(reverse("rights:request", args=[made.pk])).content.decode()

    assert "林晚舟" not in listed
    assert "投诉" in listed
    assert "林晚舟" in opened
    assert Entry.objects.filter(kind="rights.opened", subject=made.pk).count() == 1
    for name in ("shen", "lu", "he"):
        assert browser_of(cast, name).get(reverse("rights:request", args=[made.pk])).status_code == 404
    for name in ("bai", "qin", "ma"):
        assert browser_of(cast, name).get(reverse("rights:request", args=[made.pk])).status_code == 403


def test_the_counsellor_does_not_learn_of_a_complaint_from_the_page_of_readers(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    made = asks(cast, "lin", Right.COMPLAINT, against=Against.COUNSELLOR)
    services.open_request(actor=cast.actor("xu"), request=made.pk, at=NOW)

    shown = browser_of(cast, "shen").get(reverse("cases:reads", args=[case.pk])).content.decode()
    owed = browser_of(cast, "shen").get(reverse("obligations:list")).content.decode()
    own = own_browser(cast, "lin").get(reverse("reads:list")).content.decode()

    assert "你提的请求" not in shown
    assert "许静安" not in shown
    assert "答复一份权利申请" not in owed
    assert "打开了你提的请求" in own


@pytest.mark.clause("CNS-07")
@pytest.mark.parametrize("name", ["shen", "xu"])
def test_whoever_comes_in_person_has_the_same_right(cast: Cast, name: str) -> None:
    browser = browser_of(cast, name)
    key = f"student:{cast.students['ayi'].pk}"
    look = browser.post(reverse("rights:enter"), {"look": "1", "person": key, "person_typed": "阿依古丽·买买提"})
    assert "阿依古丽" in look.content.decode()

    sent = {"token": uuid4(), "person": key, "right": "copy", "text": "", "checked": "on"}
    answer = browser.post(reverse("rights:enter"), sent)

    assert answer.status_code == 302
    made = RightsRequest.objects.get()
    assert (made.way, made.received_by_id, made.unsure, made.client_id) == (
        Way.DESK, cast.staff[name].pk, False, cast.number("ayi"),
    )  # fmt: skip
    assert made.owner_id == (cast.staff["shen"].pk if name == "shen" else None)


def test_a_guardian_who_comes_in_person_asks_what_guardians_may(cast: Cast) -> None:
    browser, client = browser_of(cast, "shen"), f"number:{cast.number('lin')}"
    sent = {"token": uuid4(), "person": client, "checked": "on", "guardian": str(cast.number("mother"))}

    assert browser.post(reverse("rights:enter"), {**sent, "right": "stop"}).status_code == 422
    assert browser.post(reverse("rights:enter"), {**sent, "right": "complaint", "text": "慢"}).status_code == 422
    assert browser.post(reverse("rights:enter"), {**sent, "right": "explain"}).status_code == 302
    assert RightsRequest.objects.get().asker_id == cast.number("mother")


def test_the_form_on_paper_has_the_same_rights() -> None:
    fields = {one["label"]: one for part in blank_of("rights-request").body["section"] for one in part["field"]}

    assert fields["申请什么"]["options"] == [str(right.label) for right in Right]
    assert fields["决定"]["options"] == [str(one.label) for one in Decision]


def test_the_director_passes_on_from_a_page_without_words(cast: Cast) -> None:
    ready(cast)
    open_case(cast)
    made = asks(cast, "lin", Right.COPY, "想带回家看")
    browser, address = browser_of(cast, "xu"), reverse("rights:pass-on", args=[made.pk])

    page = browser.get(address).content.decode()
    assert "想带回家看" not in page
    assert "林晚舟" not in page
    assert browser.post(address, {"to": str(uuid4())}).status_code == 422
    assert browser.post(address, {"to": str(cast.staff["lu"].pk)}).status_code == 302
    made.refresh_from_db()
    assert made.owner_id == cast.staff["lu"].pk
    assert browser_of(cast, "he").get(address).status_code == 404


def test_the_days_are_set_by_the_director(cast: Cast) -> None:
    given = {right.value: "7" for right in Right}
    assert browser_of(cast, "shen").get(reverse("rights:days")).status_code == 403
    assert browser_of(cast, "xu").post(reverse("rights:days"), {**given, "copy": "21"}).status_code == 422
    assert browser_of(cast, "xu").post(reverse("rights:days"), given).status_code == 302
    assert "7 个上课日" in own_browser(cast, "lin").get(reverse("rights:ask", args=["copy"])).content.decode()
