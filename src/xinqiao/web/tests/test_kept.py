"""What is half written outlives the screen lock: kept on the server, sealed, handed back once, on its own page."""

import json

import pytest
from django.db import connection
from django.test import Client as Browser

from tests.cast import Cast
from tests.doors import browser_of
from xinqiao.core.clock import now
from xinqiao.register.accounts.models import OpenSession

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("addresses")]
OURS = {"headers": {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}}
FIELDS = [["who", "阿依古丽·买买提"], ["words", "第一行\n第二行"]]


@pytest.fixture
def shen(cast: Cast) -> Browser:
    return browser_of(cast, "shen")


def keep(browser: Browser, fields: object) -> int:
    body = {"path": "/tests/note/", "form": "note", "fields": json.dumps(fields)}
    return browser.post("/keep/", body, **OURS).status_code


def test_it_comes_back_once_and_only_on_its_own_page(shen: Browser) -> None:
    assert keep(shen, FIELDS) == 204

    assert "阿依古丽" not in shen.get("/desk/").content.decode()
    assert 'data-name="who" value="阿依古丽·买买提"' in shen.get("/tests/note/").content.decode()
    assert "阿依古丽" not in shen.get("/tests/note/").content.decode()


def test_it_lies_sealed_in_the_database(shen: Browser) -> None:
    keep(shen, FIELDS)

    with connection.cursor() as cursor:
        cursor.execute("SELECT s::text FROM accounts_opensession s")
        row = cursor.fetchone()[0]
    assert "阿依古丽" not in row
    assert "阿依古丽".encode().hex() not in row


def test_a_form_that_arrives_at_a_locked_screen_is_kept(shen: Browser) -> None:
    OpenSession.objects.update(locked_at=now())

    answer = shen.post("/tests/note/", {"who": "林晚舟"}, **OURS)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/unlock/")

    OpenSession.objects.update(locked_at=None)
    assert 'data-name="who" value="林晚舟"' in shen.get("/tests/note/").content.decode()


def test_a_locked_screen_shows_nothing_of_the_page_behind(shen: Browser) -> None:
    keep(shen, FIELDS)
    OpenSession.objects.update(locked_at=now())

    answer = shen.get("/tests/note/", follow=True)

    assert "阿依古丽" not in answer.content.decode()
    assert "心桥" not in answer.content.decode()


def test_passphrases_are_not_kept(shen: Browser) -> None:
    assert keep(shen, [["passphrase", "geheim"], ["who", "x"]]) == 204

    said = shen.get("/tests/note/").content.decode()
    assert "geheim" not in said
    assert 'data-name="who"' in said


@pytest.mark.parametrize(
    ("fields", "status"), [([["a", "x" * 70_000]], 413), ([["a", "b"]] * 300, 413), ("{", 204), ({"a": 1}, 204)]
)
def test_too_much_and_nonsense_are_turned_away(shen: Browser, fields: object, status: int) -> None:
    assert keep(shen, fields) == status


def test_what_cannot_be_read_is_400(shen: Browser) -> None:
    assert shen.post("/keep/", {"path": "/tests/note/", "fields": "[[1]"}, **OURS).status_code == 400
    assert shen.post("/keep/", {"path": "/tests/note/", "fields": "[[1]]"}, **OURS).status_code == 400
