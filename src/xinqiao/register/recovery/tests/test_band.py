"""The sentences above every page, until nothing is lacking."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.cast import NOW, Cast
from tests.doors import browser_of
from xinqiao.core.access import ANYONE, PROGRAM
from xinqiao.core.clock import freeze
from xinqiao.register.recovery import selectors, services
from xinqiao.register.recovery.rules import Backups, Want, read_backups
from xinqiao.register.recovery.selectors import backups, band, wants


@pytest.fixture(autouse=True)
def file(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """Where the backup writes; nothing is known from an earlier test."""
    settings.XINQIAO_KIND = "school"
    settings.XINQIAO_BACKUP_STATUS = tmp_path / "backup-status.json"
    selectors.forget_what_is_known()
    with freeze(NOW):
        yield settings.XINQIAO_BACKUP_STATUS
    selectors.forget_what_is_known()


def ago(**span: int) -> dict[str, str]:
    return {"at": (NOW - timedelta(**span)).isoformat()}


def test_each_thing_that_is_lacking_is_said_until_it_is_there(cast: Cast, file: Path) -> None:
    assert wants(NOW) == (Want.ENVELOPE, Want.BACKUP)

    words = cast.envelope().words
    assert wants(NOW) == (Want.CONFIRMATION, Want.BACKUP)

    services.confirm_envelope(actor=cast.actor("xu"), words=words, at=NOW)
    assert wants(NOW) == (Want.BACKUP,)

    file.write_text(json.dumps({"last": ago(hours=1), "verified": ago(days=2)}))
    assert wants(NOW) == ()


@pytest.mark.parametrize(
    ("last", "verified", "wanted"),
    [
        ({"days": 1}, {"days": 8}, ()),
        ({"days": 1}, {"days": 10}, (Want.NEWER_BACKUP,)),
        ({"days": 6}, {"days": 6}, (Want.NEWER_BACKUP,)),
        ({"days": 6}, {"days": 2}, ()),
        ({"hours": -1}, {"hours": -1}, ()),
    ],
)
def test_a_backup_grows_old(last: dict[str, int], verified: dict[str, int], wanted: tuple[Want, ...]) -> None:
    assert read_backups({"last": ago(**last), "verified": ago(**verified)}).wants(NOW) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "7", '"x"', '{"verified": 3}', '{"verified": {"at": "yesterday"}}',
        '{"verified": {"at": "2026-10-15"}, "failures": "many", "trouble": {"a": 1}}', "[" * 30_000, "\x00\xff",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_counts_as_no_backup(file: Path, text: str) -> None:
    file.write_bytes(text.encode("latin-1"))

    found = backups()

    assert (found.verified, found.wants(NOW)) == (None, (Want.BACKUP,))


def test_no_file_and_no_folder_count_as_no_backup(settings: Settings, tmp_path: Path) -> None:
    assert backups() == Backups()
    settings.XINQIAO_BACKUP_STATUS = tmp_path
    assert backups() == Backups()


def test_who_answers_for_it_is_told_what_and_others_whom_to_tell(cast: Cast) -> None:
    for name in ("xu", "he", "bai", "ma"):
        found = band(cast.actor(name), NOW)
        assert found is not None
        assert (found.may_act, len(found.sentences)) == (True, 2)
    told = band(cast.actor("qin"), NOW)
    assert told is not None
    assert (told.may_act, told.sentences) == (False, ("恢复信封和备份还没有就绪，请提醒中心主任。",))
    assert band(ANYONE, NOW) is None
    assert band(PROGRAM, NOW) is None


@pytest.mark.parametrize("address", ["pages:today", "people:list", "accounts:own"])
def test_it_stands_on_every_page_of_the_desk(cast: Cast, address: str) -> None:
    shown = browser_of(cast, "xu").get(reverse(address)).content.decode()

    assert shown.count('id="band"') == 1
    assert reverse("recovery:status") in shown


def test_a_demonstration_has_none(cast: Cast, settings: Settings) -> None:
    settings.XINQIAO_KIND = "demo"

    assert band(cast.actor("xu"), NOW) is None


def test_it_costs_one_statement_and_once_confirmed_none(
    fresh_cast: Cast, django_assert_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    actor = fresh_cast.actor("xu")
    words = fresh_cast.envelope().words
    with django_assert_num_queries(1):
        band(actor, NOW)

    services.confirm_envelope(actor=actor, words=words, at=NOW)

    with django_assert_num_queries(1):
        band(actor, NOW)
    with django_assert_num_queries(0):
        band(actor, NOW)
