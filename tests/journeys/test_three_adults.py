"""The small school: one who counsels, directs, keeps and is on duty; a principal; a technician. Every flow goes through."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from tests.doors import browser_of
from xinqiao.core.access import PROGRAM, Post
from xinqiao.core.clock import freeze
from xinqiao.practice.cases.models import Case, Kind, PrintApproval, Record
from xinqiao.practice.cases.states import RecordState, Stage
from xinqiao.practice.scheduling.models import Visit
from xinqiao.register.accounts.models import Account
from xinqiao.register.accounts.services import reset_account
from xinqiao.register.credentials.tests.builders import complete
from xinqiao.register.people.services import give_post
from xinqiao.register.recovery.models import KeysAsk, Why

WORD = "手心一下子就湿了"
CONSENTS = {
    "channel": "self",
    "client_how": "paper",
    "client_day": "2026-10-15",
    "guardian_how": "paper",
    "guardian_day": "2026-10-15",
    "guardian_who": "other",
    "guardian_name": "王女士",
    "guardian_relation": "mother",
}


@pytest.fixture
def school(cast: Cast) -> Iterator[Cast]:
    """Xu does everything, He is the second, Ma keeps the server up."""
    for post in (Post.COUNSELLOR, Post.KEEPER):
        give_post(actor=PROGRAM, staff=cast.staff["xu"].pk, post=post, starts_on=A_SCHOOL_DAY, at=NOW)
    complete(cast, "xu")
    cast.envelope()
    with freeze(NOW):
        yield cast


def a_talk_on_record(school: Cast, xu: Browser) -> Record:
    """Somebody comes, a case is opened, and the talk is written down."""
    walk_in = {"person": f"number:{school.number('lin')}", "needs": ["study"], "way": "walk_in", "token": uuid4()}
    xu.post(reverse("scheduling:walk-in"), walk_in)
    visit = Visit.objects.get()
    xu.post(reverse("scheduling:close-visit", args=[visit.pk]), {"outcome": "talked"})
    opened = {"person": f"number:{school.number('lin')}", "visit": visit.pk, "token": uuid4(), **CONSENTS}
    xu.post(reverse("cases:open"), opened)
    record = Record.objects.get(visit=visit)
    write(xu, record, said=WORD, risk="none", next="再谈一次")
    return record


def write(browser: Browser, record: Record, **fields: str) -> None:
    """Signed and put into the case."""
    answer = browser.post(reverse("cases:sign", args=[record.pk]), {"seen": "0", **fields})
    record.refresh_from_db()
    assert (answer.status_code, record.state) == (302, RecordState.FILED)


def begin(browser: Browser, case: Case, kind: Kind) -> Record:
    """A further paper."""
    browser.post(reverse("cases:start", args=[case.pk]), {"kind": kind.value, "token": uuid4()})
    return Record.objects.get(case=case, kind=kind)


@pytest.mark.clause("CAS-01", "REC-01", "REC-02", "CAS-03")
def test_from_the_door_to_the_closing(school: Cast) -> None:
    xu = browser_of(school, "xu")
    record = a_talk_on_record(school, xu)
    case = record.case

    xu.post(reverse("cases:add", args=[record.pk]))
    write(xu, Record.objects.get(adds_to=record), nature="addition", text="当日 7 分", why="量尺可查")
    write(xu, begin(xu, case, Kind.CLOSING), reason="reached", summary="谈了一次。", state="能入睡。", risk="none")

    case.refresh_from_db()
    page = xu.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert case.stage == Stage.CLOSED
    assert WORD in page
    assert "当日 7 分" in page


@pytest.mark.clause("REC-04")
def test_the_principal_says_yes_to_the_directors_print(school: Cast) -> None:
    xu, he = browser_of(school, "xu"), browser_of(school, "he")
    case = a_talk_on_record(school, xu).case
    wish = {"purpose": "督导讨论", "keeper": "用后销毁", "most": 2, "until": "2027-01-22", "token": uuid4()}

    xu.post(f"{reverse('cases:ask-to-print')}?case={case.pk}", wish)
    asked = PrintApproval.objects.get()
    xu.post(reverse("cases:decide-print", args=[asked.pk]), {"answer": "grant"})
    asked.refresh_from_db()
    alone = asked.state
    he.post(reverse("cases:decide-print", args=[asked.pk]), {"answer": "grant"})
    asked.refresh_from_db()

    assert (alone, asked.state) == ("asked", "granted")


def test_the_directors_lost_passphrase_takes_the_principal_and_the_envelope(school: Cast) -> None:
    xu, he = browser_of(school, "xu"), browser_of(school, "he")
    case = a_talk_on_record(school, xu).case
    account = Account.objects.get(staff=school.staff["xu"])
    reset_account(actor=school.actor("he"), account=account.pk, clear_factors=True, end_key=True, at=NOW)
    xu = browser_of(school, "xu")
    page = reverse("cases:case", args=[case.pk])

    closed = xu.get(page)
    xu.post(reverse("recovery:ask"), {"why": Why.FORGOT.value})
    give = reverse("recovery:give", args=[KeysAsk.objects.get().pk])
    alone = xu.post(give, {"secret_words": school.envelope().words})
    he.post(give, {"secret_words": school.envelope().words})

    assert closed.status_code == 409
    assert alone.status_code in {403, 404}
    assert WORD in xu.get(page).content.decode()
    assert he.get(page).status_code in {403, 404}


def test_at_four_the_term_is_on_paper_and_names_nobody(school: Cast) -> None:
    xu = browser_of(school, "xu")
    a_talk_on_record(school, xu)

    for name in ("figures:print", "figures:registers-print"):
        answer = xu.post(reverse(name), {"purpose": "学期总结", "copies": 1})
        assert answer.content.startswith(b"%PDF"), name
    report = xu.get(reverse("figures:report")).content.decode()
    assert "林晚舟" not in report


@pytest.mark.clause("CNF-01")
def test_the_technician_reads_nothing_of_it(school: Cast) -> None:
    record = a_talk_on_record(school, browser_of(school, "xu"))
    ma, case = browser_of(school, "ma"), record.case

    for name, pk in [
        ("cases:case", case.pk),
        ("cases:record", record.pk),
        ("cases:write", record.pk),
        ("cases:reads", case.pk),
        ("cases:print-case", case.pk),
        ("consents:of", case.client_id),
    ]:
        answer = ma.get(reverse(name, args=[pk]))
        assert answer.status_code in {403, 404}, name
        assert WORD not in answer.content.decode()
        assert "林晚舟" not in answer.content.decode()
    for name in ("cases:list", "cases:overview", "figures:report", "cases:approvals"):
        assert ma.get(reverse(name)).status_code in {403, 404}, name
