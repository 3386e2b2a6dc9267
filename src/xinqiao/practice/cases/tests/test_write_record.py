"""What is half written is kept at once, sealed, by whoever has to write it, and by nobody else."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.access import Denied, Missing, Problem
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.grants import NoKeyGrant
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Draft, DropReason, Kind, Record
from xinqiao.practice.cases.rules import IncompleteRecord, NotYet
from xinqiao.practice.cases.services import StaleDraft
from xinqiao.practice.cases.states import RecordState, WrongState

from .builders import CONTENT, LATER, file, filed, open_case, read, ready, save, start

WORDS = "说这两周睡得好一些了，大概十一点半能睡着。"


def draft_of(cast: Cast, record: Record, by: str = "shen") -> services.Unsaved:
    return services.open_draft(actor=cast.actor(by), keyring=cast.keyring(by), record_id=record.pk, at=LATER)


@pytest.mark.clause("REC-01")
def test_a_talk_is_owed_a_record_within_the_schools_hours(cast: Cast) -> None:
    ready(cast)
    services.set_case_rules(actor=cast.actor("xu"), file_within_hours=4, at=NOW)

    record = start(cast, open_case(cast), starts_at=NOW, ends_at=NOW + timedelta(minutes=50))

    owed = Obligation.objects.get(kind=services.RECORD_DUE.key)
    assert (owed.subject, owed.owner, owed.due_at) == (
        record.pk,
        cast.staff["shen"],
        NOW + timedelta(hours=4, minutes=50),
    )
    assert record.due_at == owed.due_at


def test_a_draft_needs_no_open_vault_and_comes_back_whole(cast: Cast) -> None:
    ready(cast)
    record = start(cast, open_case(cast))

    first = save(cast, record, {"said": WORDS[:5]})
    second = save(cast, record, {"said": WORDS, "risk": "none"}, seen=first)

    back = draft_of(cast, record)
    assert (back.revision, back.fields) == (second, {"said": WORDS, "risk": "none"})
    assert WORDS.encode() not in bytes(Draft.objects.get().sealed)


def test_each_saving_and_each_reading_of_a_draft_is_on_record(cast: Cast) -> None:
    ready(cast)
    record = start(cast, open_case(cast))
    save(cast, record, {"said": WORDS})

    draft_of(cast, record)

    kinds = list(Entry.objects.filter(subject=record.pk).values_list("kind", flat=True))
    assert kinds.count("cases.draft_saved") == 1
    assert kinds.count("cases.draft_read") == 1


def test_a_window_left_open_overwrites_nothing(cast: Cast) -> None:
    ready(cast)
    record = start(cast, open_case(cast))
    save(cast, record, {"said": WORDS})

    with pytest.raises(StaleDraft):
        save(cast, record, {"said": "旧页面里的话"}, seen=0)
    with pytest.raises(StaleDraft):
        file(cast, record, seen=0)

    assert draft_of(cast, record).fields == {"said": WORDS}


def test_two_windows_at_once_keep_one_and_tell_the_other(fresh_cast: Cast, at_once) -> None:
    ready(fresh_cast)
    record = start(fresh_cast, open_case(fresh_cast))

    results = at_once(
        lambda: save(fresh_cast, record, {"said": "一"}), lambda: save(fresh_cast, record, {"said": "二"})
    )

    assert sorted(type(one).__name__ for one in results) == ["StaleDraft", "int"]


def test_what_is_filed_takes_no_draft(cast: Cast) -> None:
    ready(cast)
    record = filed(cast, open_case(cast))

    with pytest.raises(WrongState):
        save(cast, record, {"said": "再改一下"})


@pytest.mark.parametrize("who", ["lu", "xu", "he", "bai", "ma", "qin", "tang"])
def test_nobody_else_writes_reads_or_drops_it(cast: Cast, who: str) -> None:
    ready(cast)
    record = start(cast, open_case(cast))
    save(cast, record, {"said": WORDS})

    with pytest.raises(Denied):
        save(cast, record, {"said": "我来改"}, seen=1, by=who)
    with pytest.raises(Denied):
        services.drop_record(actor=cast.actor(who), record_id=record.pk, reason=DropReason.NOT_HELD, at=LATER)
    with pytest.raises(Missing):
        draft_of(cast, record, by=who)


def test_a_draft_that_was_changed_in_the_database_is_not_shown(cast: Cast) -> None:
    ready(cast)
    record = start(cast, open_case(cast))
    save(cast, record, {"said": WORDS})
    draft = Draft.objects.get()
    draft.sealed = bytes(draft.sealed)[:-1] + bytes([bytes(draft.sealed)[-1] ^ 1])
    draft.save()

    with pytest.raises(Problem):
        draft_of(cast, record)


@pytest.mark.parametrize(
    "text", ["𠮷野家", "👩‍👧‍👦 表情", "ا ل ع", "e\u0301", "行一\r\n行二", "\u202e反", "a\x00b\x07c", "　全角空格"]
)
def test_every_kind_of_text_is_kept(cast: Cast, text: str) -> None:
    ready(cast)
    record = start(cast, open_case(cast))

    file(cast, record, said=text)

    kept = read(cast, record.pk).fields["said"]
    assert "\x00" not in kept
    assert kept == kept.strip()
    assert len(kept) >= 1


def test_a_field_too_long_to_be_signed_is_kept_whole_and_named_at_signing(cast: Cast) -> None:
    ready(cast)
    record, content = start(cast, open_case(cast)), {"said": "长" * 20_001, "topic": "字" * 201, "next": "再谈"}

    seen = save(cast, record, content)
    with pytest.raises(IncompleteRecord, match="“来访者陈述”最多 20000 字，现在 20001 字") as refused:
        file(cast, record, seen, **content)

    assert [one.field for one in refused.value.faults] == ["topic", "said"]
    assert draft_of(cast, record).fields == content


def test_what_is_too_much_altogether_is_refused_and_what_was_kept_stays(cast: Cast) -> None:
    ready(cast)
    record = start(cast, open_case(cast))
    seen = save(cast, record, {"said": WORDS})

    with pytest.raises(Problem, match="最多存 200000 字，现在 200001 字"):
        save(cast, record, {"said": "长" * 150_000, "observed": "长" * 50_001}, seen)

    assert draft_of(cast, record).fields == {"said": WORDS}


def test_there_is_nothing_to_write_and_it_is_owed_no_more(cast: Cast) -> None:
    ready(cast)
    record = start(cast, open_case(cast))
    save(cast, record, {"said": WORDS})

    services.drop_record(actor=cast.actor("shen"), record_id=record.pk, reason=DropReason.NOT_HELD, at=LATER)

    record.refresh_from_db()
    assert (record.state, record.coded["dropped"]) == (RecordState.DROPPED, "not_held")
    assert not Draft.objects.exists()
    assert not Obligation.objects.filter(kind=services.RECORD_DUE.key, state="open").exists()


def test_a_talk_ahead_cannot_be_on_record(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)

    with pytest.raises(Problem):
        start(cast, case, starts_at=LATER + timedelta(hours=1))
    with pytest.raises(Problem):
        start(cast, case, starts_at=LATER, ends_at=NOW)


def test_the_same_form_twice_begins_one_record(cast: Cast) -> None:
    ready(cast)
    case, token = open_case(cast), uuid4()

    assert start(cast, case, token=token) == start(cast, case, token=token)


@pytest.mark.clause("CAS-02")
def test_a_plan_is_made_from_the_assessment(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)

    with pytest.raises(NotYet):
        start(cast, case, Kind.PLAN)


def test_of_the_assessment_there_is_one(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    first = start(cast, case, Kind.INTAKE)

    assert start(cast, case, Kind.INTAKE) == first

    file(cast, first)
    with pytest.raises(WrongState):
        start(cast, case, Kind.INTAKE)


def test_an_addition_belongs_to_a_filed_paper_of_the_same_case(cast: Cast) -> None:
    ready(cast)
    case, other = open_case(cast), open_case(cast, client="batel")
    there, unfiled = filed(cast, other), start(cast, case)

    for original in (None, there.pk, unfiled.pk):
        with pytest.raises(Problem):
            start(cast, case, Kind.ADDITION, adds_to=original)


def test_the_contents_here_are_those_that_the_forms_ask_for() -> None:
    assert set(CONTENT) == set(Kind)


def test_what_was_given_up_meanwhile_takes_no_draft_and_says_so(cast: Cast) -> None:
    ready(cast)
    record = start(cast, open_case(cast))
    services.drop_record(actor=cast.actor("shen"), record_id=record.pk, reason=DropReason.NOT_HELD, at=LATER)

    with pytest.raises(WrongState, match="不用写"):
        save(cast, record, {"said": "一"})


def test_a_private_note_opens_with_nobody_elses_keys(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    note = start(cast, open_case(cast), Kind.NOTE)
    save(cast, note, CONTENT[Kind.NOTE])

    with pytest.raises(NoKeyGrant):
        services.open_draft(actor=cast.actor("shen"), keyring=cast.keyring("lu"), record_id=note.pk, at=LATER)
    with pytest.raises(Missing):
        services.open_draft(actor=cast.actor("lu"), keyring=cast.keyring("lu"), record_id=note.pk, at=LATER)
