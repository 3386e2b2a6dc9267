"""The pages: what each sees, what a form answers, and that the words stay nowhere."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.cast import NOW, Cast
from tests.doors import browser_of
from xinqiao.core.access import PROGRAM
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.models import RecoveryKey
from xinqiao.register.accounts.models import Account, OpenSession
from xinqiao.register.accounts.services import reset_account
from xinqiao.register.recovery import services
from xinqiao.register.recovery.models import KeysAsk

from .builders import another_envelope, ask, dossier, rules_allow

STATUS, ASK, CONFIRM, SLIP = (f"recovery:{name}" for name in ("status", "ask", "confirm", "slip"))
FROM_HERE = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture(autouse=True)
def _here(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.XINQIAO_KIND = "school"
    settings.XINQIAO_BACKUP_STATUS = tmp_path / "backup-status.json"
    with freeze(NOW):
        yield


def backed_up(settings: Settings, **more: object) -> None:
    """A night's backup, tried out."""
    at = {"at": (NOW - timedelta(hours=3)).isoformat()}
    facts = {"last": at, "verified": at, "folder": "/srv/copies", "elsewhere": True, "key": "abc123"} | more
    Path(settings.XINQIAO_BACKUP_STATUS).write_text(json.dumps(facts), encoding="utf-8")


def page(cast: Cast, name: str, address: str, *arguments: object) -> str:
    answer = browser_of(cast, name).get(reverse(address, args=arguments))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_director_sees_what_is_lacking_and_who_waits(cast: Cast) -> None:
    fingerprint = cast.envelope().fingerprint
    ask(cast, "shen")

    shown = page(cast, "xu", STATUS)

    assert fingerprint in shown
    assert "恢复信封还没有核对" in shown
    assert "还没有一份核对过的备份" in shown
    assert "取信封，交还沈知微的钥匙" in shown


def test_the_technician_sees_backups_and_no_name(cast: Cast, settings: Settings) -> None:
    fingerprint = cast.envelope().fingerprint
    ask(cast, "shen")
    backed_up(settings, trouble="没有地方了", failures=3)

    shown = page(cast, "ma", STATUS)

    assert "/srv/copies" in shown
    assert "已失败 3 次" in shown
    assert [word for word in (fingerprint, "沈知微", "等着交还") if word in shown] == []


def test_the_keeper_sees_the_envelope_and_nobody_who_waits(cast: Cast) -> None:
    fingerprint = cast.envelope().fingerprint
    ask(cast, "shen")

    shown = page(cast, "bai", STATUS)

    assert fingerprint in shown
    assert "沈知微" not in shown


@pytest.mark.parametrize("name", ["shen", "lu", "qin", "tang"])
def test_others_have_no_such_page(cast: Cast, name: str) -> None:
    for address in (STATUS, SLIP, CONFIRM):
        assert browser_of(cast, name).get(reverse(address)).status_code == 403


@pytest.mark.parametrize("name", ["lu", "bai", "he", "qin", "ma"])
def test_a_wish_is_not_there_for_whoever_may_not_settle_it(cast: Cast, name: str) -> None:
    asked = ask(cast, "shen")

    browser = browser_of(cast, name)

    assert browser.get(reverse("recovery:give", args=[asked.pk])).status_code in {403, 404}
    assert browser.get(reverse("recovery:give", args=[uuid4()])).status_code in {403, 404}
    if name != "he":
        assert browser.post(reverse("recovery:drop", args=[asked.pk])).status_code in {403, 404}
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_asking_and_giving_back_by_the_pages(cast: Cast) -> None:
    mine, words = dossier(cast, "lu"), cast.envelope().words
    asked = browser_of(cast, "shen").post(reverse(ASK), {"why": "forgot"}, follow=True)
    assert "申请过了" in asked.content.decode()
    address = reverse("recovery:give", args=[KeysAsk.objects.get().pk])

    with rules_allow(mine.pk):
        done = browser_of(cast, "xu").post(address, {"secret_words": words}, follow=True)

    assert "交还了 1 把钥匙" in done.content.decode()
    assert "已交还" in done.content.decode()


def let_in(cast: Cast, name: str, by: str) -> None:
    """The account was reset, and its owner is back with a new key."""
    account = Account.objects.create(sign_in=name, staff=cast.staff[name], made_at=NOW)
    reset_account(actor=cast.actor(by), account=account.pk, clear_factors=True, end_key=True, at=NOW)
    ask(cast, name)


def test_whoever_issued_the_start_code_is_told_who_gives_and_why(cast: Cast) -> None:
    let_in(cast, "shen", by="xu")

    told, other = page(cast, "xu", STATUS), page(cast, "he", STATUS)
    refused = browser_of(cast, "xu").get(reverse("recovery:give", args=[KeysAsk.objects.get().pk]))

    assert "启动码是你发的" in told
    assert "由何校长办" in told
    assert "取信封，交还沈知微的钥匙" in other
    assert refused.status_code == 404


def test_where_the_principal_lets_the_director_in_and_gives_everybody_sees_it(cast: Cast) -> None:
    let_in(cast, "xu", by="he")
    address = reverse("recovery:give", args=[KeysAsk.objects.get().pk])
    browser = browser_of(cast, "he")

    before = browser.get(address).content.decode()
    with rules_allow():
        browser.post(address, {"secret_words": cast.envelope().words})

    assert "启动码也是你发的" in before
    assert "就能冒用许静安的账号，打开里面的记录，程序拦不住" in before
    assert "启动码也是这一位发的" in page(cast, "xu", STATUS)
    assert Entry.objects.get(kind="recovery.keys_given_back").facts["let_in_too"] is True


def test_whoever_was_given_keys_sees_when_and_by_whom_and_cannot_take_it_away(cast: Cast) -> None:
    let_in(cast, "xu", by="he")
    waits = page(cast, "xu", ASK)
    address = reverse("recovery:give", args=[KeysAsk.objects.get().pk])
    with rules_allow():
        browser_of(cast, "he").post(address, {"secret_words": cast.envelope().words})

    shown = page(cast, "xu", ASK)

    assert "现在等何校长取信封来办" in waits
    assert "交还给你的" not in waits
    table = shown[shown.index('id="given"') :]
    assert ("何校长" in table, "启动码也是这一位发的" in table, "<form" in table) == (True, True, False)


def test_a_slip_is_corrected_in_its_place_and_whole_words_are_not_handed_back(cast: Cast) -> None:
    words = cast.envelope().words
    address, browser = reverse(CONFIRM), browser_of(cast, "xu")
    slip = words[:-1] + ("0" if words[-1] != "0" else "1")

    first = browser.post(address, {"secret_words": slip})
    second = browser.post(address, {"secret_words": another_envelope()})

    assert (first.status_code, second.status_code) == (422, 422)
    assert "第 8 组抄错了" in first.content.decode()
    assert words.splitlines()[0] in first.content.decode()
    assert "另一个信封" in second.content.decode()
    assert another_envelope().splitlines()[0] not in second.content.decode()
    assert ["写的都还在" in one.content.decode() for one in (first, second)] == [True, False]
    assert "不会留在页面上" in second.content.decode()
    assert RecoveryKey.objects.get().confirmed_at is None


def test_the_envelope_is_confirmed_by_typing_it_back(cast: Cast) -> None:
    words = cast.envelope().words

    done = browser_of(cast, "he").post(reverse(CONFIRM), {"secret_words": words.lower()}, follow=True)

    assert "核对好了" in done.content.decode()
    assert RecoveryKey.objects.get().confirmed_at == NOW


def test_after_five_whole_wrong_ones_the_page_says_how_long_to_wait(cast: Cast) -> None:
    cast.envelope()
    browser = browser_of(cast, "xu")
    for _ in range(5):
        browser.post(reverse(CONFIRM), {"secret_words": another_envelope()})

    answer = browser.post(reverse(CONFIRM), {"secret_words": cast.envelope().words})

    assert answer.status_code == 429
    assert "60 分钟后再试" in answer.content.decode()
    assert cast.envelope().words.splitlines()[0] not in answer.content.decode()


def test_the_words_are_not_kept_over_a_lock_nor_handed_on_by_a_page_that_grew_old(cast: Cast) -> None:
    words, address = cast.envelope().words, reverse(CONFIRM)
    locked, stale = browser_of(cast, "xu"), browser_of(cast, "xu", checks_tokens=True)
    old = stale.post(address, {"secret_words": words}, **FROM_HERE)
    OpenSession.objects.update(locked_at=NOW)

    answers = [
        old,
        locked.post(address, {"secret_words": words}, **FROM_HERE),
        locked.get(address, follow=True),
    ]

    assert old.status_code == 403
    first = words.splitlines()[0]
    assert [answer.status_code for answer in answers if first in answer.content.decode()] == []
    assert [row for row in OpenSession.objects.values() if first in str(row)] == []


def test_no_browser_is_asked_to_remember_the_words(cast: Cast) -> None:
    cast.envelope()

    shown = page(cast, "xu", CONFIRM)

    field = shown[shown.index("<textarea") : shown.index("</textarea")]
    assert 'autocomplete="off"' in field
    assert 'spellcheck="false"' in field
    assert "data-keep=" not in field


def test_the_slip_prints_what_to_check(cast: Cast, settings: Settings) -> None:
    backed_up(settings)
    fingerprint = cast.envelope().fingerprint

    shown = page(cast, "bai", SLIP)

    assert fingerprint in shown
    assert "abc123" in shown
    assert cast.envelope().words.splitlines()[0] not in shown


def test_without_envelope_or_key_the_pages_say_what_to_do(cast: Cast) -> None:
    assert "xinqiao setup --envelope" in page(cast, "xu", STATUS)
    assert "没有可核对的" in page(cast, "xu", CONFIRM)
    answer = browser_of(cast, "shen", locked=True).get(reverse(ASK))
    assert "还没有自己的钥匙" in answer.content.decode()


def test_a_demonstration_says_so_and_lacks_nothing(cast: Cast, settings: Settings) -> None:
    settings.XINQIAO_KIND = "demo"
    services.make_demo_envelope(actor=PROGRAM, at=NOW)

    shown = page(cast, "xu", STATUS)

    assert "这是演示学校" in shown
    assert 'id="band"' not in shown
    assert "演示学校没有要做的" in shown
