"""The page of a case says who can open it: as the key was granted, whatever the posts."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from tests.cast import NOW, Cast, key_grant
from tests.doors import browser_of
from xinqiao.core.access import Post
from xinqiao.core.clock import freeze
from xinqiao.core.vault.grants import end_grant, grant_key, standing_grants
from xinqiao.practice.cases.models import Case
from xinqiao.register.people.models import PostHeld

from .builders import MUCH_LATER, open_case, ready, start

EVERYBODY_ELSE = "班主任和其他人 打不开，也看不到有这个个案"
ENVELOPE = "信封 口令丢了，用里面的恢复字交还钥匙，要两个人办"


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(MUCH_LATER):
        yield


@pytest.fixture
def case(cast: Cast) -> Case:
    """Shen's case with Lin."""
    ready(cast)
    return open_case(cast)


def lines(cast: Cast, case: Case, address: str = "") -> tuple[list[str], list[str]]:
    """Who can open it, and who cannot, as the page of the case says, or another."""
    page = browser_of(cast, "shen").get(address or reverse("cases:case", args=[case.pk])).content.decode()
    keys = page.partition('<ul class="xq-rows xq-keys">')[2].partition("</ul>")[0]
    rows = re.findall(r"<li( class=\"is-shut\")?>(.*?)</li>", keys, re.DOTALL)
    said = [(bool(shut), " ".join(strip_tags(row.replace("<span>", " ")).split())) for shut, row in rows]
    return [words for shut, words in said if not shut], [words for shut, words in said if shut]


@pytest.mark.clause("CNF-01")
def test_a_case_is_its_counsellors_and_the_envelopes(cast: Cast, case: Case) -> None:
    can, cannot = lines(cast, case)

    assert can == ["沈知微 负责人，全部内容", ENVELOPE]
    assert cannot == ["许静安 中心主任，看得到有多少、迟了没有，看不到是谁、写了什么", EVERYBODY_ELSE]


def test_whoever_was_given_the_key_stands_among_those_who_can_for_as_long_as_it_holds(cast: Cast, case: Case) -> None:
    grant_key(
        keyring=cast.keyring("shen"),
        grant=key_grant(cast.actor("shen")),
        opens=case.dossier,
        to=cast.person_key("xu"),
        clause="CNF-01",
        until=MUCH_LATER + timedelta(days=1),
        at=NOW,
    )

    can, cannot = lines(cast, case)
    with freeze(MUCH_LATER + timedelta(days=2)):
        after, _shut = lines(cast, case)

    written_at = reverse("cases:write", args=[start(cast, case).pk])
    assert lines(cast, case, written_at) == (can, cannot)
    assert can == ["沈知微 负责人，全部内容", "许静安 全部内容，到 明天 14:09 为止", ENVELOPE]
    assert cannot == [EVERYBODY_ELSE]
    assert after == ["沈知微 负责人，全部内容", ENVELOPE]


def test_a_counsellor_whose_key_is_gone_is_shut_out_as_well(cast: Cast, case: Case) -> None:
    mine = next(one for one in standing_grants(case.dossier, at=NOW) if one.to_person)
    end_grant(grant=key_grant(cast.actor("shen")), key_grant=mine.pk, at=NOW)

    can, cannot = lines(cast, case)

    assert can == [ENVELOPE]
    assert cannot[0] == "沈知微 负责人，钥匙还没有交还，请在“我的钥匙”里申请"


def test_a_counsellor_who_directs_the_centre_is_not_said_to_be_shut_out(cast: Cast, case: Case) -> None:
    PostHeld.objects.filter(post=Post.DIRECTOR).update(staff=cast.staff["shen"])

    can, cannot = lines(cast, case)

    assert can == ["沈知微 负责人，全部内容", ENVELOPE]
    assert cannot == [EVERYBODY_ELSE]
