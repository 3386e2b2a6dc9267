"""A page that needs the vault while it is locked: to the passphrase and back, and nothing typed is lost."""

import pytest
from django.test import Client as Browser

from tests.cast import Cast
from tests.doors import browser_of
from xinqiao.core.vault.models import UnlockedKey
from xinqiao.register.accounts.models import OpenSession

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("addresses")]
OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
TYPED = {"who": "林晚舟", "words": "她说晚上睡不着。"}


@pytest.fixture
def shen(cast: Cast) -> Browser:
    return browser_of(cast, "shen")


def lock_and_remember() -> list[UnlockedKey]:
    """The vault is locked; what it was is put back by `open_again`."""
    rows = list(UnlockedKey.objects.all())
    UnlockedKey.objects.all().delete()
    return rows


def open_again(rows: list[UnlockedKey]) -> None:
    UnlockedKey.objects.bulk_create(rows)


def test_an_open_vault_opens_the_page(shen: Browser) -> None:
    assert shen.get("/tests/record/?open=1").content == b"opened"


def test_a_look_leads_to_the_passphrase_and_back(cast: Cast) -> None:
    browser = browser_of(cast, "shen", locked=True)

    answer = browser.get("/tests/record/?open=1")
    by_htmx = browser.get("/tests/record/?open=1", headers={"HX-Request": "true"})

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/account/vault/?next=/tests/record/%3Fopen%3D1"
    assert (by_htmx.status_code, by_htmx.headers["HX-Redirect"]) == (401, answer.headers["Location"])


def test_what_was_typed_waits_sealed_to_its_writer_and_comes_back(shen: Browser) -> None:
    rows = lock_and_remember()
    answer = shen.post("/tests/record/", TYPED, headers=OURS)
    assert answer.headers["Location"] == "/account/vault/?next=/tests/record/"

    kept = OpenSession.objects.get().data or ""
    assert "林晚舟" not in kept
    assert "\\u665a" not in kept
    locked = shen.get("/tests/record/").content.decode()
    assert "她说" not in locked
    assert "写到一半的内容密封着" in locked

    open_again(rows)
    given = shen.get("/tests/record/").content.decode()
    assert 'data-name="words" value="她说晚上睡不着。"' in given
    assert "她说" not in shen.get("/tests/record/").content.decode()


def test_a_form_sent_elsewhere_leads_back_to_the_page_it_stood_on(shen: Browser) -> None:
    rows = lock_and_remember()
    answer = shen.post("/tests/record/file/", TYPED, headers=OURS | {"Referer": "http://testserver/tests/record/?x=1"})
    assert answer.headers["Location"] == "/account/vault/?next=/tests/record/"

    open_again(rows)
    assert "她说" in shen.get("/tests/record/").content.decode()


def test_what_is_too_much_to_be_kept_stays_in_the_answer(shen: Browser) -> None:
    lock_and_remember()
    answer = shen.post("/tests/record/", TYPED | {f"field{n}": "x" for n in range(300)}, headers=OURS)

    assert answer.status_code == 409
    assert "保险柜已锁上" in answer.content.decode()


def test_another_site_is_refused_and_nothing_is_kept(shen: Browser) -> None:
    answer = shen.get("/tests/record/?open=1", headers={"Sec-Fetch-Site": "cross-site"})
    ahead = shen.get("/tests/record/?open=1", headers={"Sec-Purpose": "prefetch"})

    assert (answer.status_code, ahead.status_code) == (403, 403)
    assert "opened" not in answer.content.decode() + ahead.content.decode()
