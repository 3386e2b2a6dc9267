"""Pages for when something does not go through: what they say, what they keep, and what they never tell."""

import re
from uuid import UUID, uuid4

import pytest
from django.test import Client as Browser

from tests.cast import Cast
from tests.doors import browser_of
from xinqiao.core import keys
from xinqiao.web.tests.addresses import DENIED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("addresses")]
OURS = {"headers": {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}}
NUMBER = re.compile(rb"R-[0-9A-F]{4}-[0-9A-F]{4}")


@pytest.fixture
def shen(cast: Cast) -> Browser:
    return browser_of(cast, "shen")


@pytest.fixture
def careful(cast: Cast) -> Browser:
    return browser_of(cast, "shen", checks_tokens=True)


def page_of(browser: Browser, pk: UUID) -> bytes:
    answer = browser.get(f"/tests/thing/{pk}/")
    assert answer.status_code == 404
    return answer.content


def test_a_strangers_page_is_the_page_of_what_does_not_exist(shen: Browser) -> None:
    denied, missing = page_of(shen, DENIED), page_of(shen, uuid4())

    assert len(denied) == len(missing)
    assert NUMBER.sub(b"", denied) == NUMBER.sub(b"", missing)


def test_an_address_that_does_not_exist_says_the_same(shen: Browser) -> None:
    answer = shen.get("/tests/there-is-no-such-page/")

    assert answer.status_code == 404
    assert NUMBER.sub(b"", answer.content) == NUMBER.sub(b"", page_of(shen, uuid4()))


def test_a_page_for_other_posts_is_refused_with_a_number(shen: Browser) -> None:
    answer = shen.get("/tests/closed/")

    assert answer.status_code == 403
    assert NUMBER.search(answer.content)
    assert "校园服务" in answer.content.decode()


@pytest.mark.parametrize("word", ["心桥", "心理", "辅导", "咨询"])
def test_a_refusal_does_not_say_what_this_is_for(shen: Browser, word: str) -> None:
    assert word not in page_of(shen, DENIED).decode()


def test_a_method_that_a_page_does_not_answer(shen: Browser) -> None:
    answer = shen.post("/tests/closed/")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


def test_a_page_grown_old_hands_back_what_was_typed(careful: Browser) -> None:
    answer = careful.post("/tests/note/", {"who": "阿依古丽·买买提", "words": "第一行\n第二行"}, **OURS)

    assert answer.status_code == 403
    said = answer.content.decode()
    assert 'name="who" value="阿依古丽·买买提"' in said
    assert 'name="words" value="第一行\n第二行"' in said
    assert "再送一次" in said


def test_a_form_from_elsewhere_is_not_offered_again(careful: Browser) -> None:
    answer = careful.post(
        "/tests/note/", {"who": "x"}, headers={"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403
    assert 'name="who"' not in answer.content.decode()


def test_a_passphrase_is_never_handed_back(careful: Browser) -> None:
    answer = careful.post("/tests/note/", {"who": "x", "new_passphrase": "geheim-geheim"}, **OURS)

    assert "geheim" not in answer.content.decode()
    assert "再送一次" not in answer.content.decode()


def test_a_form_sent_after_the_sign_in_ended_waits_in_the_answer(cast: Cast) -> None:
    answer = browser_of(cast, None).post("/tests/note/", {"who": "林晚舟"}, **OURS)

    assert answer.status_code == 403
    assert 'name="who" value="林晚舟"' in answer.content.decode()
    assert "登录已经结束" in answer.content.decode()


def test_a_problem_stands_on_the_forms_own_page_with_what_was_typed(shen: Browser) -> None:
    answer = shen.post("/tests/note/", {"who": "林晚舟", "words": "<b>有空吗</b>"})

    said = answer.content.decode()
    assert answer.status_code == 409
    assert "已经有人写过这一句。" in said
    assert 'value="林晚舟"' in said
    assert "&lt;b&gt;有空吗&lt;/b&gt;" in said


def test_a_problem_without_a_form_has_a_page_and_can_be_sent_again(shen: Browser) -> None:
    answer = shen.post("/tests/taken/", {"who": "林晚舟"}, **OURS)

    said = answer.content.decode()
    assert answer.status_code == 409
    assert "这个时间刚刚被别人约走了。" in said
    assert 'name="who" value="林晚舟"' in said


@pytest.mark.parametrize(("address", "status"), [("too-big", 413), ("no-database", 503)])
def test_what_cannot_be_taken_or_answered(shen: Browser, address: str, status: int) -> None:
    assert shen.get(f"/tests/{address}/").status_code == status


def test_without_the_instance_key_nothing_is_served(shen: Browser, tmp_path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.XINQIAO_INSTANCE_KEY_FILE = tmp_path / "gone.key"
    held = keys._held.key
    keys.forget_instance_key()
    try:
        answer = shen.get("/account/sign-in/")
    finally:
        assert held is not None
        keys.install_instance_key(held)

    assert answer.status_code == 503
    assert "找不到实例密钥文件" in answer.content.decode()


def test_every_answer_carries_the_headers(shen: Browser) -> None:
    for address in ("/desk/", "/tests/closed/", "/nowhere/", "/account/sign-in/"):
        answer = shen.get(address)
        assert answer.headers["Cache-Control"] == "no-store, private", address
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_no_page_says_anything_that_the_policy_forbids(shen: Browser) -> None:
    for address in ("/desk/", "/tests/gallery/", "/tests/note/", "/nowhere/"):
        said = shen.get(address).content.decode()
        assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:|data:image", said), address
        assert not re.search(r"<script(?![^>]*\ssrc=)", said), address
