"""Printing under an approval: counted, marked, on record before it is opened, and for nobody else."""

import json
from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader

from tests.cast import Cast
from xinqiao.core.access import Denied, Missing, Problem
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.contents import DocumentBroken
from xinqiao.core.vault.models import SealedDocument
from xinqiao.office.papers.models import Paper
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Kind, NotApproved
from xinqiao.practice.cases.services import StepTaken
from xinqiao.practice.cases.states import ApprovalState
from xinqiao.register.credentials.models import ConfidentialityAgreement

from .builders import CONTENT, MUCH_LATER, file, filed, open_case, ready, save, start
from .printing import UNTIL, ask, granted, on_paper

SECRET = "父母在谈分开。"
LONG = "今天他说了很多，最近两周睡得好一些。\n" * 400


def words(pdf: bytes) -> list[str]:
    """What stands on each page, without spaces."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.clause("REC-04")
def test_a_record_is_printed_with_who_when_why_number_and_copy_on_every_page(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    record = file(cast, start(cast, case), said=LONG)
    leave = granted(cast, case, most=2)

    made = on_paper(cast, leave, record, copies=2)

    pages = words(made.pdf)
    assert len(pages) > 2
    for place, page in enumerate(pages):
        assert "沈知微于2026年10月18日14:09打印，用途：转介给市医院" in page
        assert made.number in page
        assert "账簿" in page
        assert "个案2026-0001" in page
        assert f"第{1 if place < len(pages) // 2 else 2}份，共2份" in page
        assert "林晚舟" not in page
    leave.refresh_from_db()
    assert (leave.used, leave.state) == (2, ApprovalState.ENDED)


@pytest.mark.clause("REC-04")
def test_without_leave_nothing_is_printed(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    record = filed(cast, case)
    waiting, refused, late = ask(cast, case), ask(cast, case), granted(cast, case)
    services.decide_print(actor=cast.actor("xu"), approval=refused.pk, grants=False, at=MUCH_LATER)

    for leave, at in (
        (waiting, MUCH_LATER),
        (refused, MUCH_LATER),
        (late, datetime(2027, 1, 23, 2, tzinfo=UTC)),
    ):
        with pytest.raises(NotApproved, match="请先申请打印"):
            on_paper(cast, leave, record, at=at)
    with pytest.raises(Missing):
        on_paper(cast, case, record)  # type: ignore[arg-type]
    assert not Paper.objects.exists()
    assert not Entry.objects.filter(kind="cases.record_printed").exists()


def test_leave_holds_until_its_last_day(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    record = filed(cast, case)

    evening = datetime(UNTIL.year, UNTIL.month, UNTIL.day, 15, 30, tzinfo=UTC)
    assert on_paper(cast, granted(cast, case), record, at=evening).pdf


@pytest.mark.clause("REC-04")
def test_two_who_print_the_last_copy_at_once_get_one(fresh_cast: Cast, at_once) -> None:
    cast = fresh_cast
    ready(cast)
    case = open_case(cast)
    record = filed(cast, case)
    leave = granted(cast, case, most=1)

    results = at_once(lambda: on_paper(cast, leave, record), lambda: on_paper(cast, leave, record))

    assert sum(isinstance(one, Problem) for one in results) == 1
    assert Paper.objects.count() == 1
    leave.refresh_from_db()
    assert leave.used == 1


@pytest.mark.clause("CNF-10", "REC-04")
def test_the_reading_is_on_record_for_the_client(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    first, second = filed(cast, case), filed(cast, case)
    leave = granted(cast, case, most=3)

    on_paper(cast, leave, first)
    on_paper(cast, leave, first, second)

    one = Entry.objects.get(kind="cases.record_printed")
    both = Entry.objects.get(kind="cases.case_printed")
    assert (one.subject, one.about, json.loads(one.body)["form"]) == (first.pk, cast.number("lin"), "print")
    assert "REC-04" in one.clauses
    assert (both.subject, both.facts["papers"]) == (case.pk, 2)
    assert set(Entry.objects.filter(kind="cases.copies_counted").values_list("about", flat=True)) == {None}


def test_a_colleague_the_director_and_another_cases_leave_print_nothing(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    mine, other = open_case(cast), open_case(cast, client="ayi")
    record, leave = filed(cast, mine), granted(cast, mine)

    for who in ("lu", "xu", "bai", "he"):
        with pytest.raises((Denied, Missing)):
            on_paper(cast, leave, record, by=who)
    with pytest.raises(Denied):
        on_paper(cast, granted(cast, other), record)
    with pytest.raises(Missing):
        on_paper(cast, granted(cast, by="lu"), record, by="lu")
    with pytest.raises(Denied):
        on_paper(cast, granted(cast, by="lu"), record)


def test_what_is_kept_veiled_is_printed_only_when_it_is_asked_for(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    record = file(cast, start(cast, case), family=SECRET)
    leave = granted(cast, case)

    without, whole = on_paper(cast, leave, record), on_paper(cast, leave, record, shows_sensitive=True)

    assert SECRET not in "".join(words(without.pdf))
    assert "这一栏这次不打印" in "".join(words(without.pdf))
    assert SECRET in "".join(words(whole.pdf))


def test_private_notes_drafts_and_loose_additions_are_never_printed(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    note, draft, record = start(cast, case, Kind.NOTE), start(cast, case), filed(cast, case)
    save(cast, note, CONTENT[Kind.NOTE])
    addition = filed(cast, case, Kind.ADDITION, adds_to=record.pk)
    leave = granted(cast, case)

    for one in (note, draft, addition):
        with pytest.raises(Missing):
            on_paper(cast, leave, one)


def test_an_addition_is_printed_behind_its_record_and_not_counted(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    record = filed(cast, case)
    filed(cast, case, Kind.ADDITION, adds_to=record.pk)
    leave = granted(cast, case)

    pages = words(on_paper(cast, leave, record).pdf)

    assert "咨询记录补充更正单" in pages[-1]
    assert "上文8分应为7分。" in pages[-1]
    leave.refresh_from_db()
    assert leave.used == 1


def test_the_name_stands_on_the_registration_form_alone(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast, client="guli")
    papers = [filed(cast, case, Kind.REGISTRATION), filed(cast, case, Kind.INTAKE), filed(cast, case)]

    pages = words(on_paper(cast, granted(cast, case), *papers).pdf)

    assert ["古丽努尔·阿卜杜热依木" in page for page in pages] == ["来访者登记表" in page for page in pages]


@pytest.mark.parametrize("kind", [Kind.REGISTRATION, Kind.INTAKE, Kind.SESSION, Kind.PARENT, Kind.PHONE, Kind.LETTER])
def test_every_form_prints_every_field_in_order(cast: Cast, kind: Kind) -> None:
    ready(cast)
    case = open_case(cast)
    record = filed(cast, case, kind)

    text = "".join(words(on_paper(cast, granted(cast, case), record).pdf))

    labels = ["".join(str(each.label).split()) for each in services.readings.rules.form_of(kind).fields()]
    places = [text.find(label) for label in labels]
    assert -1 not in places, labels[places.index(-1)]
    assert "签名归入，打印前核对无误" in text


def test_a_paper_that_was_exchanged_stops_the_print(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    record, other = filed(cast, case), filed(cast, case)
    leave = granted(cast, case)
    SealedDocument.objects.filter(row=record.pk).update(sealed=SealedDocument.objects.get(row=other.pk).sealed)

    with pytest.raises(DocumentBroken):
        on_paper(cast, leave, record, other)


def test_without_a_standing_agreement_nothing_is_printed(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    record, leave = filed(cast, case), granted(cast, case)
    ConfidentialityAgreement.objects.update(until=MUCH_LATER.date().replace(day=16))

    with pytest.raises(services.NotSigned):
        on_paper(cast, leave, record)


def test_many_are_one_act_and_each_part_is_printed_once(cast: Cast) -> None:
    ready(cast)
    first, second = open_case(cast), open_case(cast, client="ayi")
    papers = [filed(cast, case) for case in (first, second) for _ in range(6)]
    leave = granted(cast, most=24)
    common = {"actor": cast.actor("shen"), "at": MUCH_LATER}

    run = services.start_print_run(
        approval=leave.pk, papers=[one.pk for one in papers], copies=2, token=uuid4(), **common
    )
    part = services.print_next(keyring=cast.keyring("shen"), run=run.pk, seen=0, **common)
    with pytest.raises(StepTaken):
        services.print_next(keyring=cast.keyring("shen"), run=run.pk, seen=0, **common)
    services.print_next(keyring=cast.keyring("shen"), run=run.pk, seen=10, **common)

    assert Entry.objects.filter(kind="cases.print_run_started").count() == 1
    assert {one.about for one in Entry.objects.filter(kind="cases.case_printed")} == {
        cast.number("lin"),
        cast.number("ayi"),
    }
    assert "2026-0001" in "".join(words(part.pdf))
    leave.refresh_from_db()
    assert (leave.used, leave.state) == (24, ApprovalState.ENDED)


def test_a_run_needs_leave_for_all_of_it(cast: Cast) -> None:
    ready(cast)
    papers = [filed(cast, open_case(cast)).pk]

    with pytest.raises(NotApproved):
        services.start_print_run(
            actor=cast.actor("shen"),
            approval=granted(cast, most=1).pk,
            papers=papers,
            copies=2,
            token=uuid4(),
            at=MUCH_LATER,
        )


def test_two_windows_print_a_part_once(fresh_cast: Cast, at_once) -> None:
    cast = fresh_cast
    ready(cast)
    paper = filed(cast, open_case(cast))
    common = {"actor": cast.actor("shen"), "at": MUCH_LATER}
    run = services.start_print_run(approval=granted(cast).pk, papers=[paper.pk], token=uuid4(), **common)

    def act() -> object:
        return services.print_next(keyring=cast.keyring("shen"), run=run.pk, seen=0, **common)

    results = at_once(act, act)

    assert sum(isinstance(one, StepTaken) for one in results) == 1
    assert Paper.objects.count() == 1


@pytest.mark.clause("CNF-10")
def test_who_read_my_file_tells_posts_and_no_names_nor_words(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    record = filed(cast, case)
    on_paper(cast, granted(cast, case), record)

    made = services.print_readers(actor=cast.actor("shen"), case=case.pk, at=MUCH_LATER)

    text = "".join(words(made.pdf))
    body = text.replace("沈知微于", "")
    assert "心理辅导教师" in body
    assert "打印了：第1次咨询记录" in body
    assert "批准了打印" in body
    assert not any(name in body for name in ("沈知微", "许静安", "林晚舟", "说这两周"))
    with pytest.raises(Missing):
        services.print_readers(actor=cast.actor("lu"), case=case.pk, at=MUCH_LATER)


@pytest.mark.parametrize(
    ("client", "guardian", "title"),
    [
        ("lin", False, "心理辅导知情同意书（学生）"),
        ("lin", True, "未成年人监护人知情同意书"),
        ("mother", False, "心理辅导知情同意书（成年人）"),
    ],
)
def test_consent_is_printed_with_the_name_to_be_signed_without_leave(
    cast: Cast, client: str, guardian: bool, title: str
) -> None:
    ready(cast)
    case = open_case(cast, client=client)

    made = services.print_consent(actor=cast.actor("shen"), case=case.pk, guardian=guardian, at=MUCH_LATER)

    text = "".join(words(made.pdf))
    assert title in text
    assert ("王女士" if client == "mother" else "林晚舟") in text
    assert client == "mother" or "高二（3）班" in text
    assert "第2份，共2份" in text
    with pytest.raises(Missing):
        services.print_consent(actor=cast.actor("lu"), case=case.pk, at=MUCH_LATER)
