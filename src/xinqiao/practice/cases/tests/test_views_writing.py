"""The editor's pages: what they know already, what they keep, sign and refuse, and what they never show."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from tests.cast import Cast
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.practice.cases.models import Case, Draft, Kind, Record
from xinqiao.practice.cases.states import RecordState, Stage
from xinqiao.register.accounts.models import OpenSession

from .builders import CONTENT, MUCH_LATER, file, filed, open_case, ready, save, start, visit

TEXT = "说这两周睡得好一些了，“一看到卷子手心就出汗”。"
SESSION = {
    "said": TEXT,
    "risk": "none",
    "next": "每晚写三行。",
    "themes": ["study", "sleep"],
    "effect": "7",
    "act": "file",
}


@pytest.fixture(autouse=True)
def _later() -> Iterator[None]:
    with freeze(MUCH_LATER):
        yield


@pytest.fixture
def case(cast: Cast) -> Case:
    """Shen's case with Lin."""
    ready(cast)
    return open_case(cast)


def page_of(cast: Cast, name: str, *args: object, by: str = "shen", locked: bool = False, query: str = "") -> Any:
    """What a person sees at an address."""
    return browser_of(cast, by, locked=locked).get(reverse(f"cases:{name}", args=args) + query)


def send(
    cast: Cast, name: str, record: Record, fields: dict[str, Any], by: str = "shen", *, locked: bool = False
) -> Any:
    """A form of the record's page, sent."""
    return browser_of(cast, by, locked=locked).post(reverse(f"cases:{name}", args=[record.pk]), fields)


def text_of(answer: HttpResponse) -> str:
    """A page as text."""
    return answer.content.decode()


@pytest.mark.clause("REC-01")
def test_the_editor_knows_what_the_register_knows(cast: Cast, case: Case) -> None:
    made = visit(cast)
    record = Record.objects.get(visit=made)

    page = text_of(page_of(cast, "write", record.pk))

    assert "第 1 次咨询记录" in page
    assert "林晚舟" in page
    assert 'value="in_person" checked' in page
    assert 'value="room" checked' in page
    assert 'value="study" checked' in page
    assert [title in page for title in ("基本情况", "咨询内容", "评估", "风险", "干预", "效果", "下一步")] == [True] * 7


def test_what_was_typed_is_kept_sealed_and_comes_back(cast: Cast, case: Case) -> None:
    record = start(cast, case)

    kept = send(cast, "draft", record, {**SESSION, "seen": "0"})
    page = text_of(page_of(cast, "write", record.pk))

    assert kept.json() == {"revision": 1, "saved": "14:09"}
    assert TEXT in page
    assert 'name="seen" value="1"' in page
    assert TEXT.encode() not in bytes(Draft.objects.get().sealed)


def test_an_answer_about_a_draft_holds_nothing_of_it(cast: Cast, case: Case) -> None:
    record = start(cast, case)
    save(cast, record, {"said": TEXT})

    answer = page_of(cast, "draft", record.pk)

    assert set(answer.json()) == {"revision", "token"}
    assert answer.json()["revision"] == 1


def test_a_page_forgotten_in_another_tab_overwrites_nothing(cast: Cast, case: Case) -> None:
    record = start(cast, case)
    save(cast, record, {"said": TEXT})

    answer = send(cast, "draft", record, {"said": "旧的一页", "seen": "0"})

    assert (answer.status_code, answer.json()["why"]) == (409, "stale")
    assert Draft.objects.get().revision == 1


def test_a_line_too_long_stops_no_saving_and_is_named_at_signing(cast: Cast, case: Case) -> None:
    record = start(cast, case)
    fields = {**SESSION, "topic": "字" * 201}

    kept = send(cast, "draft", record, {**fields, "seen": "0"})
    refused = send(cast, "sign", record, {**fields, "seen": "1"})

    assert kept.json()["revision"] == 1
    assert refused.status_code == 422
    assert "“本次主题”最多 200 字，现在 201 字。" in text_of(refused)


def test_too_much_altogether_is_said_in_a_sentence(cast: Cast, case: Case) -> None:
    record = start(cast, case)

    answer = send(cast, "draft", record, {"said": "字" * 200_001, "seen": "0"})

    assert (answer.status_code, answer.json()["why"]) == (422, "wrong")
    assert "最多存 200000 字" in answer.json()["sentence"]


def test_a_new_paper_is_written_while_the_vault_is_locked(cast: Cast, case: Case) -> None:
    record = start(cast, case)

    page = page_of(cast, "write", record.pk, locked=True)
    kept = send(cast, "draft", record, {**SESSION, "seen": "0"}, locked=True)

    assert page.status_code == 200
    assert 'id="f-said"' in text_of(page)
    assert kept.json()["revision"] == 1


def test_a_draft_is_not_shown_nor_overwritten_while_the_vault_is_locked(cast: Cast, case: Case) -> None:
    record = start(cast, case)
    save(cast, record, {"said": TEXT})

    page = text_of(page_of(cast, "write", record.pk, locked=True))

    assert "草稿一字不少" in page
    assert "data-editor" not in page
    assert TEXT not in page
    assert reverse("accounts:vault") in page


def test_signing_with_a_locked_vault_seals_first_and_leads_to_the_keys(cast: Cast, case: Case) -> None:
    record = start(cast, case)

    answer = send(cast, "sign", record, {**SESSION, "seen": "0"}, locked=True)

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{reverse('accounts:vault')}?next={reverse('cases:write', args=[record.pk])}"
    assert Draft.objects.get(record=record).revision == 1
    assert TEXT in text_of(page_of(cast, "write", record.pk))


@pytest.mark.clause("REC-01")
def test_three_fields_are_enough_to_sign(cast: Cast, case: Case) -> None:
    record = start(cast, case)

    answer = send(cast, "sign", record, {"said": TEXT, "risk": "none", "next": "再谈", "seen": "0"})

    record.refresh_from_db()
    assert (answer.status_code, record.state) == (302, RecordState.FILED)
    assert answer.headers["Location"] == reverse("cases:case", args=[case.pk])


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(cast: Cast, case: Case) -> None:
    record = start(cast, case)

    answer = send(cast, "sign", record, {**SESSION, "risk": "", "next": "", "seen": "0"})

    page = text_of(answer)
    assert answer.status_code == 422
    assert 'id="f-risk-wrong"' in page
    assert 'id="f-next-wrong"' in page
    assert TEXT in page
    assert 'value="sleep" checked' in page
    assert 'value="7" checked' in page


def test_a_stale_page_does_not_sign(cast: Cast, case: Case) -> None:
    record = start(cast, case)
    save(cast, record, {"said": TEXT})

    answer = send(cast, "sign", record, {**SESSION, "said": "别的话", "seen": "0"})

    record.refresh_from_db()
    assert (answer.status_code, record.state) == (409, RecordState.OPEN)
    assert "别的话" in text_of(answer)
    assert "没有覆盖" in text_of(answer)


def test_a_signed_paper_leads_to_the_next_talk_of_today(cast: Cast, case: Case) -> None:
    first, second = start(cast, case, at=MUCH_LATER), start(cast, case, at=MUCH_LATER)

    answer = send(cast, "sign", first, {**SESSION, "seen": "0"})

    assert answer.headers["Location"] == reverse("cases:write", args=[second.pk])


@pytest.mark.parametrize("kind", [Kind.REGISTRATION, Kind.INTAKE, Kind.PARENT, Kind.PHONE, Kind.LETTER, Kind.CLOSING])
def test_every_kind_of_paper_is_written_on_its_page(cast: Cast, case: Case, kind: Kind) -> None:
    record = start(cast, case, kind)

    page = page_of(cast, "write", record.pk)
    answer = send(cast, "sign", record, {**CONTENT[kind], "seen": "0"})

    record.refresh_from_db()
    assert (page.status_code, answer.status_code, record.state) == (200, 302, RecordState.FILED)


def test_a_plan_is_a_table_that_grows_without_a_script(cast: Cast, case: Case) -> None:
    filed(cast, case, Kind.INTAKE)
    record = start(cast, case, Kind.PLAN)
    row = {"goals-0-goal": "睡够七小时", "goals-0-seen": "十一点前躺下", "goals-2-goal": "周末打一次球", "seen": "0"}

    more = text_of(send(cast, "sign", record, {**row, "act": "more"}))
    send(cast, "sign", record, {**row, "act": "file"})

    case.refresh_from_db()
    assert "睡够七小时" in more
    assert 'name="goals-3-goal"' in more
    assert case.stage == Stage.SESSIONS
    shown = text_of(page_of(cast, "record", record.pk))
    assert "睡够七小时" in shown
    assert "周末打一次球" in shown


@pytest.mark.clause("REC-02")
def test_an_addition_is_written_signed_and_read_below_its_original(cast: Cast, case: Case) -> None:
    record = filed(cast, case)

    begun = send(cast, "add", record, {})
    addition = Record.objects.get(kind=Kind.ADDITION)
    editor = text_of(page_of(cast, "write", addition.pk))
    done = send(cast, "sign", addition, {**CONTENT[Kind.ADDITION], "seen": "0"})

    assert begun.headers["Location"] == reverse("cases:write", args=[addition.pk])
    assert '<p class="xq-head-sub"><span class="xq-nobr">林晚舟' in editor
    assert f'href="{reverse("cases:record", args=[record.pk])}" target="_blank"' in editor
    assert "看第 1 次咨询记录的原文" in editor
    assert done.headers["Location"] == reverse("cases:record", args=[record.pk])
    page = text_of(page_of(cast, "record", record.pk))
    assert "上文 8 分应为 7 分。" in page
    assert "说这两周睡得好一些了。" in page
    assert "沈知微" in page


@pytest.mark.clause("CNF-06")
def test_what_is_sensitive_stays_out_of_the_page_until_it_is_asked_for(cast: Cast, case: Case) -> None:
    record = file(cast, start(cast, case), family="父母在谈离婚。")

    folded, open_page = (text_of(page_of(cast, "record", record.pk, query=query)) for query in ("", "?show=all"))

    assert "父母在谈离婚" not in folded
    assert "平时遮住" in folded
    assert "父母在谈离婚" in open_page


def test_danger_is_met_with_who_to_call_first(cast: Cast, case: Case) -> None:
    record = start(cast, case)

    answer = send(cast, "sign", record, {**SESSION, "risk": "crisis", "seen": "0"})
    page = text_of(page_of(cast, "record", record.pk))

    assert answer.headers["Location"] == reverse("cases:record", args=[record.pk])
    assert "先做这几件事" in page
    assert "许静安" in page
    assert "一小时内" in page


def test_what_was_agreed_stands_beside_the_next_record(cast: Cast, case: Case) -> None:
    file(cast, start(cast, case), agreed="和同桌打一次球。", said="不在旁边")
    record = start(cast, case, at=MUCH_LATER)

    beside = text_of(page_of(cast, "last", record.pk))
    locked = text_of(page_of(cast, "last", record.pk, locked=True))

    assert "和同桌打一次球。" in beside
    assert "不在旁边" not in beside
    assert "和同桌" not in locked
    assert "保险柜锁着" in locked


def test_a_private_note_is_kept_and_never_filed(cast: Cast, case: Case) -> None:
    browser = browser_of(cast, "shen")
    address = reverse("cases:note", args=[case.pk])

    assert "开始写" in text_of(browser.get(address))
    browser.post(address)
    record = Record.objects.get(kind=Kind.NOTE)
    send(cast, "draft", record, {"text": "我想起了自己的中学。", "seen": "0"})

    page = text_of(browser.get(address))
    assert "我想起了自己的中学。" in page
    assert "签名并归入" not in page
    answer = send(cast, "sign", record, {"text": "我想起了自己的中学。", "seen": "1"})
    assert answer.status_code == 409
    assert page_of(cast, "write", record.pk).headers["Location"] == address


def test_nothing_to_write_takes_a_reason(cast: Cast, case: Case) -> None:
    record = start(cast, case)

    without = send(cast, "drop", record, {})
    done = send(cast, "drop", record, {"reason": "not_held"})

    record.refresh_from_db()
    assert (without.status_code, done.status_code, record.state) == (422, 302, RecordState.DROPPED)


def test_a_talk_the_register_does_not_know_says_when_it_was(cast: Cast, case: Case) -> None:
    address = reverse("cases:start", args=[case.pk])
    asked = text_of(browser_of(cast, "shen").get(address + "?kind=parent"))
    fields = {"kind": "parent", "day": "2026-10-16", "begins": "16:00", "ends": "16:40"}

    answer = browser_of(cast, "shen").post(address, {**fields, "token": "0e0e7f5e-6a0b-4b8a-9f4f-0b1f6f1b7c11"})

    record = Record.objects.get(kind=Kind.PARENT)
    assert 'name="begins"' in asked
    assert answer.headers["Location"] == reverse("cases:write", args=[record.pk])
    assert f"{record.starts_at:%H:%M}" == "08:00"


def test_closing_says_what_it_does_and_what_is_in_its_way(cast: Cast, case: Case) -> None:
    start(cast, case)

    page = text_of(browser_of(cast, "shen").get(reverse("cases:start", args=[case.pk]) + "?kind=closing"))

    assert "会被销毁" in page
    assert "还有 1 份记录没有写完" in page


@pytest.mark.parametrize("stranger", ["lu", "xu", "qin", "he", "bai", "ma"])
@pytest.mark.parametrize("name", ["write", "draft", "record", "last", "drop"])
def test_a_stranger_is_refused_as_if_nothing_were_there(cast: Cast, case: Case, stranger: str, name: str) -> None:
    record = filed(cast, case) if name == "record" else start(cast, case)

    answer = page_of(cast, name, record.pk, by=stranger)

    assert answer.status_code in {403, 404}
    assert "林晚舟" not in text_of(answer)
    assert case.number not in text_of(answer)


def test_a_colleague_keeps_signs_and_adds_nothing(cast: Cast, case: Case) -> None:
    record, done = start(cast, case), filed(cast, case)
    ready(cast, "lu")

    answers = [send(cast, name, one, {**SESSION, "seen": "0"}, by="lu").status_code
               for name, one in [("draft", record), ("sign", record), ("add", done), ("drop", record)]]  # fmt: skip

    assert answers == [404] * 4
    assert not Draft.objects.exists()


def test_a_filed_record_behind_a_locked_vault_leads_to_the_keys_and_back(cast: Cast, case: Case) -> None:
    record = filed(cast, case)

    answer = page_of(cast, "record", record.pk, locked=True)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("accounts:vault"))
    assert str(record.pk) in answer.headers["Location"]


@pytest.mark.clause("CNF-10")
def test_signing_on_a_locked_screen_seals_and_leaves_no_word_in_the_session(cast: Cast, case: Case) -> None:
    record, browser = start(cast, case), browser_of(cast, "shen")
    OpenSession.objects.update(locked_at=MUCH_LATER)

    answer = browser.post(reverse("cases:sign", args=[record.pk]), {**SESSION, "seen": "0"})

    record.refresh_from_db()
    assert answer.headers["Location"] == reverse("cases:write", args=[record.pk])
    assert browser.get(answer.headers["Location"]).headers["Location"].startswith(reverse("accounts:unlock"))
    assert (record.state, Draft.objects.get().revision) == (RecordState.OPEN, 1)
    assert not any("kept" in (one.data or {}) for one in OpenSession.objects.all())
