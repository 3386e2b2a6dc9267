"""Filed is signed, and never altered; the case moves on; nobody else reads it."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from tests.cast import NOW, Cast
from xinqiao.core.access import Denied, Missing
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.documents import DocumentBroken
from xinqiao.core.vault.models import SealedDocument
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.cases import rules, services
from xinqiao.practice.cases.models import Draft, Kind, Record
from xinqiao.practice.cases.rules import IncompleteRecord, NotYet
from xinqiao.practice.cases.services import NotInOrder, NotSigned
from xinqiao.practice.cases.states import RecordState, Stage, WrongState
from xinqiao.register.credentials import services as credentials
from xinqiao.register.credentials.models import ConfidentialityAgreement, EndedBecause

from .builders import CONTENT, MUCH_LATER, file, filed, open_case, read, ready, save, start


@pytest.mark.clause("REC-01", "REC-03")
@pytest.mark.parametrize("kind", [one for one in Kind if one not in {Kind.NOTE, Kind.PLAN, Kind.ADDITION}])
def test_every_kind_is_filed_with_what_it_must_hold_and_read_back(cast: Cast, kind: Kind) -> None:
    ready(cast)

    record = filed(cast, open_case(cast), kind)

    shown = read(cast, record.pk)
    assert record.state == RecordState.FILED
    assert shown.fields == CONTENT[kind]
    assert shown.opened.is_signed
    assert shown.opened.writer == cast.staff["shen"].pk


@pytest.mark.clause("REC-01")
def test_nothing_is_mandatory_but_what_happened_the_risk_and_what_next() -> None:
    needed = {field.name for field in rules.form_of(Kind.SESSION).fields() if field.required}

    assert needed == {"said", "risk", "next"}


@pytest.mark.parametrize("missing", ["said", "risk", "next"])
def test_what_is_missing_is_named_and_nothing_changes(cast: Cast, missing: str) -> None:
    ready(cast)
    record = start(cast, open_case(cast))

    with pytest.raises(IncompleteRecord) as refused:
        file(cast, record, **{missing: ""})

    assert [fault.field for fault in refused.value.faults] == [missing]
    record.refresh_from_db()
    assert record.is_open
    assert not SealedDocument.objects.exists()


def test_filing_ends_the_draft_and_what_is_owed(cast: Cast) -> None:
    ready(cast)
    record = start(cast, open_case(cast))
    seen = save(cast, record, {"said": "半句"})

    file(cast, record, seen=seen)

    assert not Draft.objects.exists()
    assert not Obligation.objects.filter(kind=services.RECORD_DUE.key, state="open").exists()


def test_what_is_counted_is_kept_apart_and_holds_no_text(cast: Cast) -> None:
    ready(cast)

    record = filed(cast, open_case(cast))

    assert record.coded == {"themes": ["study"], "effect": 7}
    row = SealedDocument.objects.get(row=record.pk)
    assert CONTENT[Kind.SESSION]["said"].encode() not in bytes(row.sealed)


@pytest.mark.clause("REC-02")
def test_a_filed_record_is_never_altered_and_takes_additions(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    record = filed(cast, case)

    with pytest.raises(WrongState):
        file(cast, record, said="改过的话")
    addition = filed(cast, case, Kind.ADDITION, adds_to=record.pk)

    assert read(cast, record.pk).fields == CONTENT[Kind.SESSION]
    assert read(cast, addition.pk).opened.is_signed
    assert addition.adds_to == record


@pytest.mark.clause("REC-02")
def test_one_that_was_exchanged_in_the_database_is_not_shown(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    record, other = filed(cast, case), file(cast, start(cast, case), said="另一次谈话。")
    sealed = SealedDocument.objects.get(row=other.pk).sealed
    SealedDocument.objects.filter(row=record.pk).update(sealed=sealed)

    with pytest.raises(DocumentBroken):
        read(cast, record.pk)

    page = services.open_case_page(actor=cast.actor("shen"), case=case.pk, keyring=cast.keyring("shen"), at=MUCH_LATER)
    assert page.broken == {record.pk}
    assert set(page.shown) == {other.pk}


@pytest.mark.clause("CNF-01", "CNF-10")
@pytest.mark.parametrize("who", ["lu", "xu", "he", "bai", "ma", "qin", "tang"])
def test_nobody_else_opens_it(cast: Cast, who: str) -> None:
    ready(cast)
    case = open_case(cast)
    record = filed(cast, case)

    with pytest.raises(Missing):
        read(cast, record.pk, by=who)
    with pytest.raises(Missing):
        services.open_case_page(actor=cast.actor(who), case=case.pk, keyring=cast.keyring(who), at=MUCH_LATER)
    with pytest.raises(Denied):
        file(cast, start(cast, case), by=who)


@pytest.mark.clause("CNF-10")
def test_the_reading_is_on_record_about_the_client(cast: Cast) -> None:
    ready(cast)
    record = filed(cast, open_case(cast))

    read(cast, record.pk)

    entry = Entry.objects.get(kind="cases.record_read")
    assert (entry.subject, entry.about, entry.actor) == (record.pk, cast.number("lin"), cast.staff["shen"].pk)
    assert "睡" not in json.dumps(entry.body, ensure_ascii=False, default=str)


@pytest.mark.clause("STF-06")
def test_after_the_agreement_lapses_no_record_opens(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    record = filed(cast, case)
    agreement = ConfidentialityAgreement.objects.get(staff=cast.staff["shen"])
    credentials.end_agreement(actor=cast.actor("xu"), agreement=agreement.pk, because=EndedBecause.LEFT, at=NOW)

    with pytest.raises(NotSigned):
        read(cast, record.pk)
    with pytest.raises(NotSigned):
        services.open_case_page(actor=cast.actor("shen"), case=case.pk, keyring=cast.keyring("shen"), at=MUCH_LATER)
    with pytest.raises(NotInOrder):
        start(cast, case)


@pytest.mark.clause("CAS-01")
def test_the_case_comes_from_assessment_to_plan_to_sessions(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    stages = []
    for kind in (Kind.INTAKE, Kind.PLAN, Kind.SESSION, Kind.CLOSING):
        filed(cast, case, kind)
        case.refresh_from_db()
        stages.append(case.stage)

    assert stages == [Stage.PLAN, Stage.SESSIONS, Stage.SESSIONS, Stage.CLOSED]


@pytest.mark.clause("CAS-02")
def test_a_plan_is_revised_with_reasons(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    filed(cast, case, Kind.INTAKE)
    filed(cast, case, Kind.PLAN)
    second = start(cast, case, Kind.PLAN)

    with pytest.raises(NotYet):
        file(cast, second)

    assert file(cast, second, revised="原来的目标太大。").number == 2


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        (Kind.SESSION, {"risk": "crisis"}),
        (Kind.INTAKE, {"suicide": "plan"}),
        (Kind.INTAKE, {"harmed": "yes"}),
        (Kind.PHONE, {"risk": "crisis"}),
    ],
)
def test_danger_is_owed_help_within_the_hour_and_climbs(cast: Cast, kind: Kind, changed: dict[str, str]) -> None:
    ready(cast)

    case = open_case(cast)

    file(cast, start(cast, case, kind), **changed)

    for kind_of_help in services.HELP:
        owed = Obligation.objects.get(kind=kind_of_help.key)
        assert (owed.subject, owed.due_at) == (case.pk, MUCH_LATER + timedelta(hours=1))


@pytest.mark.clause("CNF-02")
def test_no_word_of_it_lies_in_any_table(cast: Cast) -> None:
    ready(cast)
    word = "桃花源里可耕田"
    record = start(cast, open_case(cast))
    seen = save(cast, record, {"said": word})
    file(cast, record, seen=seen, said=word)

    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{word}%"])
            assert cursor.fetchone() == (0,), table


def test_a_clock_set_back_still_files(cast: Cast) -> None:
    ready(cast)
    record = start(cast, open_case(cast))

    filed_one = services.file_record(
        actor=cast.actor("shen"), keyring=cast.keyring("shen"), record_id=record.pk,
        content=CONTENT[Kind.SESSION], seen=0, at=NOW - timedelta(hours=3),
    )  # fmt: skip

    assert Record.objects.get(pk=filed_one.pk).is_filed
