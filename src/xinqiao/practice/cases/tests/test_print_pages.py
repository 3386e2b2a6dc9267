"""Asking, answering and printing on the page; and everybody who is turned away there."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse

from tests.cast import A_SCHOOL_DAY, Cast
from tests.doors import browser_of
from xinqiao.core.access import Post
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Case, Kind, PrintApproval, PrintRun, Record
from xinqiao.practice.cases.states import ApprovalState
from xinqiao.register.people.services import give_post

from .builders import MUCH_LATER, file, filed, open_case, ready, start
from .printing import UNTIL, ask, granted

STRANGERS = ("lu", "xu", "bai", "qin", "ma", "he")
TOKEN = "3c9e4c7a-8f5e-4d7b-9d6e-0a4f3a1f7b11"


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(MUCH_LATER):
        yield


def address(name: str, row: object = None) -> str:
    return reverse(f"cases:{name}", args=[row.pk] if row else [])  # type: ignore[attr-defined]


def chosen(approval: PrintApproval, **more: object) -> dict[str, object]:
    return {"approval": approval.pk, "copies": 1, "token": TOKEN} | more


def a_filed_case(cast: Cast) -> Case:
    ready(cast)
    case = open_case(cast)
    filed(cast, case)
    return case


@pytest.mark.clause("REC-04")
def test_without_leave_the_page_says_so_and_how_to_ask(cast: Cast) -> None:
    case = a_filed_case(cast)

    page = browser_of(cast, "shen").get(address("print-case", case)).content.decode()

    assert "要打印先由主任批准" in page
    assert f"{address('ask-to-print')}?case={case.pk}" in page
    assert 'name="papers"' not in page


@pytest.mark.clause("REC-04")
def test_a_wish_is_sent_granted_on_one_page_and_used(cast: Cast) -> None:
    case = a_filed_case(cast)
    shen, xu = browser_of(cast, "shen"), browser_of(cast, "xu")
    wish = {"purpose": "转介给市医院", "keeper": "医院收存", "most": 1, "until": UNTIL.isoformat(), "token": TOKEN}

    sent = shen.post(f"{address('ask-to-print')}?case={case.pk}", wish)
    shown = xu.get(address("approvals")).content.decode()
    asked = PrintApproval.objects.get()
    xu.post(address("decide-print", asked), {"answer": "grant", "reply": "用后请销毁。"})
    record = filed_one(case)
    printed = shen.post(address("print-case", case), chosen(asked, papers=[record]))

    assert sent.status_code == 302
    assert "转介给市医院" in shown
    assert case.number in shown
    assert "林晚舟" not in shown
    assert printed.headers["Content-Type"] == "application/pdf"
    assert printed.headers["Cache-Control"] == "no-store, private"
    assert printed.content.startswith(b"%PDF")
    asked.refresh_from_db()
    assert (asked.state, asked.used) == (ApprovalState.ENDED, 1)


def filed_last(case: Case) -> str:
    return str(Record.objects.filter(case=case, kind=Kind.SESSION).latest("number").pk)


def filed_one(case: Case) -> str:
    return str(Record.objects.get(case=case, kind=Kind.SESSION).pk)


def test_a_locked_vault_prints_nothing_and_counts_nothing(cast: Cast) -> None:
    case = a_filed_case(cast)
    leave = granted(cast, case)

    answer = browser_of(cast, "shen", locked=True).post(
        address("print-case", case), chosen(leave, papers=[filed_one(case)])
    )

    assert answer.headers["Content-Type"] != "application/pdf"
    leave.refresh_from_db()
    assert leave.used == 0


def test_more_than_is_left_is_refused_with_a_sentence(cast: Cast) -> None:
    case = a_filed_case(cast)
    leave = granted(cast, case, most=1)

    answer = browser_of(cast, "shen").post(
        address("print-case", case), chosen(leave, papers=[filed_one(case)], copies=2)
    )

    assert answer.status_code == 409
    assert "批准里还剩 1 份，这次要 2 份" in answer.content.decode()
    assert not Entry.objects.filter(kind="cases.record_printed").exists()


def test_many_are_printed_in_steps_that_the_page_asks_for(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    for _one in range(12):
        filed(cast, case)
    leave = granted(cast, most=12)
    shen = browser_of(cast, "shen")

    begun = shen.post(address("print-many"), chosen(leave, first="2026-09-01", last=MUCH_LATER.date().isoformat()))
    run = PrintRun.objects.get()
    page = shen.get(begun.headers["Location"]).content.decode()
    first = shen.post(address("print-step", run), {"seen": "0"})
    again = shen.post(address("print-step", run), {"seen": "0"})
    halfway = shen.get(address("print-run", run)).content.decode()
    second = shen.post(address("print-step", run), {"seen": "10"})

    assert '<progress class="w-100" max="12" value="0"' in page
    assert first.content.startswith(b"%PDF")
    assert again.status_code == 409
    assert "12 份里给出了 10 份" in halfway
    assert second.content.startswith(b"%PDF")
    assert "全部给出过了" in shen.get(address("print-run", run)).content.decode()


def ticked(page: str) -> int:
    return len(re.findall(r'name="papers"[^>]* checked', page))


@pytest.mark.parametrize(("left", "first_ticked"), [(1, 0), (2, 0), (3, 3)])
def test_no_more_is_ticked_beforehand_than_is_left(cast: Cast, left: int, first_ticked: int) -> None:
    ready(cast)
    case = open_case(cast)
    for _one in range(3):
        filed(cast, case)
    granted(cast, case, most=left)

    page = browser_of(cast, "shen").get(address("print-case", case)).content.decode()
    one_alone = browser_of(cast, "shen").get(f"{address('print-case', case)}?paper={filed_last(case)}")

    assert ticked(page) == first_ticked
    assert ticked(one_alone.content.decode()) == 1


def test_the_leave_that_is_enough_is_chosen_beforehand(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    for _one in range(3):
        filed(cast, case)
    enough = granted(cast, case, most=3)
    granted(cast, case, most=1)

    page = browser_of(cast, "shen").get(address("print-case", case)).content.decode()

    assert ticked(page) == 3
    assert re.search(rf'value="{enough.pk}"[^>]* checked', page)


def test_who_read_a_file_is_printed_without_asking_anybody(cast: Cast) -> None:
    case = a_filed_case(cast)

    answer = browser_of(cast, "shen").post(address("print-reads", case))

    assert answer.content.startswith(b"%PDF")


@pytest.mark.clause("CNF-10")
@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_prints_nothing_by_a_guessed_address(cast: Cast, who: str) -> None:
    case = a_filed_case(cast)
    ready(cast, "lu")
    leave = granted(cast, case, most=5)
    run = PrintRun.objects.create(
        approval=leave, papers=[filed_one(case)], copies=1, shows_sensitive=False, started_at=MUCH_LATER, token=TOKEN
    )
    browser = browser_of(cast, who)

    answers = [
        browser.get(address("print-case", case)),
        browser.post(address("print-case", case), chosen(leave, papers=[filed_one(case)])),
        browser.get(address("print-run", run)),
        browser.post(address("print-step", run), {"seen": "0"}),
        browser.post(address("print-reads", case)),
        browser.get(f"{address('ask-to-print')}?case={case.pk}"),
    ]

    assert {answer.status_code for answer in answers} <= {403, 404}
    assert not any(b"%PDF" in answer.content or "林晚舟".encode() in answer.content for answer in answers)
    leave.refresh_from_db()
    assert leave.used == 0


@pytest.mark.parametrize("who", ["shen", "lu", "he", "bai", "ma", "qin"])
def test_only_whoever_was_asked_decides(cast: Cast, who: str) -> None:
    case = a_filed_case(cast)
    asked = ask(cast, case)

    answer = browser_of(cast, who).post(address("decide-print", asked), {"answer": "grant"})

    assert answer.status_code in {403, 404}
    asked.refresh_from_db()
    assert asked.state == ApprovalState.ASKED


def test_a_wish_can_be_withdrawn_and_leave_taken_back(cast: Cast) -> None:
    case = a_filed_case(cast)
    asked, given = ask(cast, case), granted(cast, case)

    browser_of(cast, "shen").post(address("end-print", asked))
    browser_of(cast, "xu").post(address("end-print", given))

    assert set(PrintApproval.objects.values_list("state", flat=True)) == {ApprovalState.ENDED}


def test_what_is_filled_in_wrongly_is_said_beside_it(cast: Cast) -> None:
    ready(cast)
    shen = browser_of(cast, "shen")

    wrong = shen.post(
        address("ask-to-print"), {"purpose": "x", "keeper": "", "most": 0, "until": "0001-01-01", "token": TOKEN}
    )
    past = shen.post(
        address("ask-to-print"),
        {"purpose": "教研", "keeper": "自存", "most": 1, "until": "2026-09-01", "token": TOKEN},
    )

    assert (wrong.status_code, past.status_code) == (422, 422)
    assert "期限从今天起" in past.content.decode()
    assert not PrintApproval.objects.exists()


def test_a_vault_that_locks_between_two_steps_stops_them(cast: Cast) -> None:
    case = a_filed_case(cast)
    leave = granted(cast, case)
    shen = browser_of(cast, "shen")
    paper = filed_one(case)
    run = services.start_print_run(
        actor=cast.actor("shen"), approval=leave.pk, papers=[UUID(paper)], token=UUID(TOKEN), at=MUCH_LATER
    )

    answer = browser_of(cast, "shen", locked=True).post(address("print-step", run), {"seen": "0"})
    later = shen.post(address("print-step", run), {"seen": "0"})

    assert b"%PDF" not in answer.content
    assert later.content.startswith(b"%PDF")


@pytest.mark.clause("REC-04")
def test_with_three_adults_the_principal_answers_the_director_who_counsels(cast: Cast) -> None:
    for post in (Post.COUNSELLOR, Post.KEEPER):
        give_post(actor=cast.actor("xu"), staff=cast.staff["xu"].pk, post=post, starts_on=A_SCHOOL_DAY, at=MUCH_LATER)
    ready(cast, "xu")
    case = open_case(cast, "xu")
    file(cast, start(cast, case, by="xu"), by="xu")
    xu, he = browser_of(cast, "xu"), browser_of(cast, "he")
    wish = {"purpose": "督导讨论", "keeper": "许静安，用后销毁", "most": 1, "until": UNTIL.isoformat(), "token": TOKEN}

    before = xu.get(address("print-case", case)).content.decode()
    asking = xu.get(f"{address('ask-to-print')}?case={case.pk}").content.decode()
    xu.post(f"{address('ask-to-print')}?case={case.pk}", wish)
    asked = PrintApproval.objects.get()
    own = xu.post(address("decide-print", asked), {"answer": "grant"})
    page = he.get(address("approvals")).content.decode()
    he.post(address("decide-print", asked), {"answer": "grant"})
    printed = xu.post(address("print-case", case), chosen(asked, papers=[filed_one(case)]))

    assert "你是主任，要打印先由校长批准" in before
    assert "这份申请由校长批" in asking
    assert own.status_code in {403, 404}
    assert "许静安申请打印个案" in page
    assert printed.content.startswith(b"%PDF")


def test_nothing_of_what_was_printed_stays_in_the_database(cast: Cast) -> None:
    case = a_filed_case(cast)
    leave = granted(cast, most=1)
    browser_of(cast, "shen").post(address("print-case", case), chosen(leave, papers=[filed_one(case)]))

    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        for name in tables:
            cursor.execute("SELECT has_table_privilege(current_user, %s, 'SELECT')", [name])
            if cursor.fetchone() == (True,):
                cursor.execute(f"SELECT count(*) FROM \"{name}\" AS one WHERE one::text LIKE '%%睡得好一些%%'")
                assert cursor.fetchone() == (0,), name
