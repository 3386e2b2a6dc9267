"""Today's page: who comes, between what is over and what is to come; for each post only what is open to it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.practice.scheduling.tests.builders import book, hour, open_room, walk_in

pytestmark = pytest.mark.django_db
EARLIER = NOW - timedelta(days=1)


def page_of(cast: Cast, name: str) -> str:
    with freeze(NOW):
        answer = browser_of(cast, name).get("/desk/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def busy(cast: Cast) -> Cast:
    open_room(cast)
    book(cast, "guli", hour(A_SCHOOL_DAY, 16), at=EARLIER)
    walk_in(cast, "lin", at=NOW - timedelta(minutes=20))
    return cast


def test_the_day_runs_from_what_is_over_to_what_comes(busy: Cast) -> None:
    said = page_of(busy, "shen")

    assert said.index("林晚舟") < said.index("现在 14:09") < said.index("古丽努尔·阿卜杜热依木")
    assert "今天 2 人" in said
    assert "空着" in said


def test_the_next_person_is_marked(busy: Cast) -> None:
    said = page_of(busy, "shen")

    assert said.index('class="is-next"') < said.index("古丽努尔·阿卜杜热依木")


@pytest.mark.parametrize("name", ["xu", "he", "bai", "ma", "qin", "tang"])
def test_nobody_but_counsellors_sees_who_comes(busy: Cast, name: str) -> None:
    said = page_of(busy, name)

    assert "林晚舟" not in said
    assert "古丽努尔" not in said
    assert "今天的人" not in said
    assert "来访登记" not in said.split("<main")[1]


def test_names_stand_in_no_title(busy: Cast) -> None:
    said = page_of(busy, "shen")

    assert "<title>今天 · 心桥</title>" in said


def test_the_menu_names_only_what_may_be_opened(busy: Cast) -> None:
    assert "接待登记" in page_of(busy, "shen")
    assert "接待登记" not in page_of(busy, "ma")
    assert "人员与账号" in page_of(busy, "xu")
    assert "人员与账号" not in page_of(busy, "shen")


def test_more_people_cost_no_more_statements(busy: Cast) -> None:
    def cost() -> int:
        with (
            freeze(NOW),
            CaptureQueriesContext(
                connection,
            ) as asked,
        ):
            browser.get("/desk/")
        return len([one for one in asked if "SAVEPOINT" not in one["sql"]])

    with freeze(NOW):
        browser = browser_of(busy, "shen")
    few = cost()
    for who, start in (("batel", 14), ("ayi", 17)):
        book(busy, who, hour(A_SCHOOL_DAY, start, 30 if start == 14 else 0), at=EARLIER)
    assert cost() <= few
