"""Who read my file: every reading, writing and refusal, in plain words, for the case's counsellor."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.core.ledger import Event
from xinqiao.practice.cases import events, services
from xinqiao.practice.cases.models import Case, FileKind, Kind
from xinqiao.practice.cases.selectors.words import OTHERWISE, WHAT

from .builders import MUCH_LATER, filed, open_case, read, ready, save, start
from .test_files import attach, picture


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(MUCH_LATER):
        yield


def rows(cast: Cast, case: Case, by: str = "shen") -> list[tuple[str, str, int]]:
    found = services.open_readers(actor=cast.actor(by), case=case.pk, at=MUCH_LATER + timedelta(minutes=1))
    return [(one.who, one.what, one.times) for one in found.rows]


@pytest.mark.clause("CNF-10")
def test_readings_writings_and_refusals_stand_in_plain_words(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    case = open_case(cast)
    record = filed(cast, case)
    read(cast, record.pk)
    read(cast, record.pk)
    half = start(cast, case)
    save(cast, half, {"said": "一"})
    save(cast, half, {"said": "二"}, seen=1)
    assert browser_of(cast, "lu").get(reverse("cases:case", args=[case.pk])).status_code == 404

    found = rows(cast, case)

    assert ("沈知微", "开了个案", 1) in found
    assert ("沈知微", "签名归入：第 1 次咨询记录", 1) in found
    assert ("沈知微", "打开了：第 1 次咨询记录", 2) in found
    assert ("沈知微", "存了草稿：第 2 次咨询记录", 2) in found
    assert ("陆听雨", "想打开，没有打开：被拒绝了", 1) in found
    assert ("沈知微", "给了打开这个个案的钥匙", 1) in found


def test_whose_key_it_is_and_what_became_of_notes_is_said(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    save(cast, start(cast, case, Kind.NOTE), {"text": "一"})
    filed(cast, case, Kind.CLOSING)
    case.refresh_from_db()

    said = Counter(what for _who, what, _times in rows(cast, case))

    assert {what: count for what, count in said.items() if "钥匙" in what or "笔记" in what} == {
        "给了打开这个个案的钥匙": 1,
        "给保险柜里的信封备了打开这个个案的钥匙": 1,
        "给了打开个人工作笔记的钥匙": 1,
        "给保险柜里的信封备了打开个人工作笔记的钥匙": 1,
        "开了个人工作笔记": 1,
        "开始写：个人工作笔记": 1,
        "存了草稿：个人工作笔记": 1,
        "销毁了个人工作笔记": 1,
    }


def test_which_kind_of_file_was_put_in_is_said_and_the_same_thing_stands_once_a_day(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    attach(cast, case, picture(), "一.jpg", FileKind.DRAWING)
    attach(cast, case, picture(), "二.jpg", FileKind.DRAWING)

    found = rows(cast, case)

    assert ("沈知微", "附上了材料：画", 2) in found
    assert not any(what == str(OTHERWISE) for _who, what, _times in found)


def test_whatever_happens_in_a_case_has_words() -> None:
    kinds = {one.kind for one in vars(events).values() if isinstance(one, type) and issubclass(one, Event)}
    not_of_one_case = {"rules_set", "listed", "searched", "copies_counted", "print_run_started"}

    assert {one for one in kinds if one.startswith("cases.")} - set(WHAT) == {f"cases.{one}" for one in not_of_one_case}


def test_the_page_names_posts_and_clauses_and_is_itself_on_record(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    address, browser = reverse("cases:reads", args=[case.pk]), browser_of(cast, "shen")
    browser.get(address)

    shown = browser.get(address).content.decode()

    assert "心理辅导教师" in shown
    assert "CNF-01" in shown
    assert "看了打开登记" in shown


def test_an_earlier_case_with_a_colleague_is_left_out(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    earlier = open_case(cast, "lu")
    closing = start(cast, earlier, Kind.CLOSING, by="lu")
    services.file_record(
        actor=cast.actor("lu"),
        keyring=cast.keyring("lu"),
        record_id=closing.pk,
        content={"reason": "reached", "summary": "谈了。", "state": "好。", "risk": "none"},
        seen=0,
        at=MUCH_LATER,
    )
    case = open_case(cast)

    theirs = {what for who, what, _times in rows(cast, case) if who == "陆听雨"}

    assert theirs == {"登记了同意书"}  # about the client, and not about anybody's file
    assert ("陆听雨", "结案", 1) in rows(cast, earlier, "lu")


@pytest.mark.parametrize("name", ["lu", "xu", "bai", "qin", "ma", "he"])
def test_nobody_else_sees_it(cast: Cast, name: str) -> None:
    ready(cast, "shen", "lu")
    case = open_case(cast)

    assert browser_of(cast, name).get(reverse("cases:reads", args=[case.pk])).status_code in {403, 404}
