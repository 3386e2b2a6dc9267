"""Giving something out of a case: by its counsellor, with nothing filled in from a record but goals that were ticked."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import Cast
from tests.own_door import own_actor
from xinqiao.core.access import Missing, Problem, Refused
from xinqiao.core.ledger.models import Entry
from xinqiao.office.disclosures import selectors as disclosures
from xinqiao.office.disclosures.models import Disclosure, GivenState, Ground, GroundBasis, Receiver, TheClientsOwn, To
from xinqiao.office.disclosures.selectors import Wanted
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Case, Kind
from xinqiao.practice.cases.models.approvals import NotApproved
from xinqiao.practice.cases.services import NotSigned
from xinqiao.register.credentials.models import ConfidentialityAgreement

from .builders import MUCH_LATER, file, filed, open_case, ready, start
from .printing import granted, on_paper

NOTE = {"words": "下周见面前，记得带上你的日记本。"}
SCHOOL = Receiver(To.SCHOOL, None, "何校长", "校长")
DANGER = GroundBasis(Ground.DANGER, "今晚不能让他一个人。", "校长能安排人陪着他。", "没有说他讲了什么。")


def note_to(cast: Cast, client: str = "lin") -> Wanted:
    return Wanted("note", Receiver(To.CLIENT, cast.number(client)), NOTE, TheClientsOwn())


def given(cast: Cast, case: Case, wanted: Wanted | None = None, by: str = "shen") -> Disclosure:
    """Previewed and given, as the page does."""
    wanted, token, actor = wanted or note_to(cast), uuid4(), cast.actor(by)
    shown = services.preview_giving(actor, case, wanted, token, MUCH_LATER)
    return services.give_from_case(
        actor=actor, case=case.pk, wanted=wanted, token=token, previewed=shown.digest, at=MUCH_LATER
    )


def test_the_counsellor_of_a_case_gives_and_takes_back(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)

    one = given(cast, case)
    page = services.open_given_list(actor=cast.actor("shen"), case=case.pk, at=MUCH_LATER)

    assert [(row.what, row.desk_to, row.state) for row in page.rows] == [("留言", "来访者本人", "还没看")]
    assert Entry.objects.get(kind="cases.given_listed").about == cast.number("lin")
    services.take_back_given(actor=cast.actor("shen"), case=case.pk, given=one.pk, at=MUCH_LATER)
    one.refresh_from_db()
    assert one.state == GivenState.TAKEN_BACK


@pytest.mark.clause("CNS-03")
@pytest.mark.parametrize("who", ["lu", "xu", "he", "qin"])
def test_a_colleague_is_told_that_there_is_no_such_case(cast: Cast, who: str) -> None:
    ready(cast, "shen", "lu")
    case = open_case(cast)
    one, actor = given(cast, case), cast.actor(who)

    for act in (
        lambda: services.open_given_list(actor=actor, case=case.pk, at=MUCH_LATER),
        lambda: services.open_goals(actor=actor, keyring=cast.keyring("lu"), case=case.pk, at=MUCH_LATER),
        lambda: services.print_leavings(actor=actor, case=case.pk, at=MUCH_LATER),
        lambda: given(cast, case, by=who),
        lambda: services.take_back_given(actor=actor, case=case.pk, given=one.pk, at=MUCH_LATER),
    ):
        with pytest.raises(Refused):
            act()
    assert Disclosure.objects.get().is_waiting


def test_a_case_gives_nothing_to_the_client_of_another(cast: Cast) -> None:
    ready(cast)
    case, other = open_case(cast), open_case(cast, client="ayi")
    theirs = given(cast, other, note_to(cast, "ayi"))

    with pytest.raises(Problem):
        given(cast, case, note_to(cast, "ayi"))
    with pytest.raises(Missing):
        services.take_back_given(actor=cast.actor("shen"), case=case.pk, given=theirs.pk, at=MUCH_LATER)


def test_what_a_colleague_gave_before_stays_the_colleagues(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    first = open_case(cast, "lu")
    given(cast, first, by="lu")
    file(cast, start(cast, first, Kind.CLOSING, by="lu"), by="lu")
    case = open_case(cast)

    assert services.open_given_list(actor=cast.actor("shen"), case=case.pk, at=MUCH_LATER).rows == []


def test_goals_of_the_newest_plan_are_offered_and_nothing_else(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    filed(cast, case, Kind.INTAKE)
    actor, keyring = cast.actor("shen"), cast.keyring("shen")
    assert services.open_goals(actor=actor, keyring=keyring, case=case.pk, at=MUCH_LATER) == []
    filed(cast, case, Kind.PLAN)
    before = Entry.objects.filter(kind="cases.record_read").count()

    assert services.open_goals(actor=actor, keyring=keyring, case=case.pk, at=MUCH_LATER) == ["睡够七小时"]

    assert Entry.objects.filter(kind="cases.record_read").count() == before + 1


def test_whoever_has_not_signed_gives_nothing_but_what_a_danger_demands(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    ConfidentialityAgreement.objects.filter(staff=cast.staff["shen"]).delete()

    with pytest.raises(NotSigned):
        given(cast, case)
    assert given(cast, case, Wanted("notice", SCHOOL, {"told": "要有人陪。", "asked": "请马上安排。"}, DANGER))


@pytest.mark.clause("CNS-03")
def test_what_is_printed_for_others_stands_in_the_clients_list(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    record = filed(cast, case)
    approval = granted(cast, case, most=3)

    on_paper(cast, approval, record, copies=2)

    (row,) = disclosures.left_about(own_actor(cast, "lin"))
    assert row.what == "打印的记录，1 份，每份印了 2 张"
    assert row.to == f"纸上的，交给：{approval.keeper}"
    assert row.why == f"另一个人批准了打印，用途是：{approval.purpose}"
    assert row.lines == []
    assert Entry.objects.filter(kind="disclosures.leaving_noted", about=cast.number("lin")).count() == 1


def test_a_print_that_fails_is_in_no_list(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    record = filed(cast, case)
    approval = granted(cast, case, most=1)

    with pytest.raises(NotApproved):
        on_paper(cast, approval, record, copies=2)
    assert not Disclosure.objects.exists()


def test_the_list_is_printed_for_the_client_in_their_words(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    given(cast, case, Wanted("notice", SCHOOL, {"told": "要有人陪。", "asked": "请马上安排。"}, DANGER))

    made = services.print_leavings(actor=cast.actor("shen"), case=case.pk, at=MUCH_LATER + timedelta(days=1))

    assert made.pdf.startswith(b"%PDF")
    entry = Entry.objects.get(kind="disclosures.leavings_printed")
    assert (entry.subject, entry.about) == (case.pk, cast.number("lin"))
