"""Closing sums up, sets what follows, and destroys private notes."""

from datetime import timedelta

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.access import Missing, Problem
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.models import KeyGrant
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Draft, DropReason, Kind, Record
from xinqiao.practice.cases.rules import NotYet
from xinqiao.practice.cases.states import RecordState, Stage, WrongState

from .builders import FOLLOW_ON, LATER, file, filed, open_case, read, ready, save, start


@pytest.mark.clause("CAS-03")
def test_a_case_is_closed_with_its_summary_and_its_follow_up(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)

    closing = file(cast, start(cast, case, Kind.CLOSING), follow_on=FOLLOW_ON.isoformat())

    case.refresh_from_db()
    owed = Obligation.objects.get(kind=services.FOLLOW_UP.key)
    assert (case.stage, case.closed_at) == (Stage.CLOSED, closing.filed_at)
    assert (owed.subject, owed.due_at.date()) == (case.pk, FOLLOW_ON)


@pytest.mark.clause("CAS-03")
def test_what_was_talked_is_written_first(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    start(cast, case)

    with pytest.raises(NotYet):
        file(cast, start(cast, case, Kind.CLOSING))

    case.refresh_from_db()
    assert case.is_open


def test_a_risk_that_stays_is_explained(cast: Cast) -> None:
    ready(cast)
    closing = start(cast, open_case(cast), Kind.CLOSING)

    with pytest.raises(NotYet):
        file(cast, closing, risk="watch")

    assert file(cast, closing, risk="watch", risk_note="班主任每周看一次。").is_filed


def test_a_closed_case_takes_additions_and_nothing_else(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    session = filed(cast, case)
    filed(cast, case, Kind.CLOSING)

    with pytest.raises(WrongState):
        start(cast, case)
    assert filed(cast, case, Kind.ADDITION, adds_to=session.pk).is_filed
    assert read(cast, session.pk).fields


def test_papers_nobody_wrote_are_dropped_with_it(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    intake = start(cast, case, Kind.INTAKE)
    save(cast, intake, {"said": "半句"})

    filed(cast, case, Kind.CLOSING)

    intake.refresh_from_db()
    assert intake.state == RecordState.DROPPED
    assert not Draft.objects.exists()


def test_private_notes_are_gone_with_their_key(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    note = start(cast, case, Kind.NOTE)
    save(cast, note, {"text": "我想起了自己的中学。"})
    case.refresh_from_db()
    dossier = case.notes_dossier
    begun = Entry.objects.filter(kind="cases.notes_begun", subject=case.pk)
    started = Entry.objects.filter(kind="cases.record_started")
    assert (begun.count(), [one.subject for one in started]) == (1, [note.pk])

    filed(cast, case, Kind.CLOSING)

    note.refresh_from_db()
    assert note.state == RecordState.DESTROYED
    assert not Draft.objects.exists()
    assert not KeyGrant.objects.filter(dossier=dossier, ended_at=None).exists()
    assert not any(bytes(one.sealed) for one in KeyGrant.objects.filter(dossier=dossier))


def test_notes_given_up_before_lose_their_key_too(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    first = start(cast, case, Kind.NOTE)
    save(cast, first, {"text": "我想起了自己的中学。"})
    services.drop_record(actor=cast.actor("shen"), record_id=first.pk, reason=DropReason.MISTAKE, at=LATER)
    case.refresh_from_db()

    filed(cast, case, Kind.CLOSING)

    assert case.notes_dossier is not None
    assert not any(bytes(one.sealed) for one in KeyGrant.objects.filter(dossier=case.notes_dossier))


def test_a_private_note_is_never_filed(cast: Cast) -> None:
    ready(cast)
    note = start(cast, open_case(cast), Kind.NOTE)

    with pytest.raises(Problem):
        file(cast, note)

    with pytest.raises(Missing):
        read(cast, note.pk)


def test_a_case_page_shows_no_private_note(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    note = start(cast, case, Kind.NOTE)
    filed(cast, case)

    page = services.open_case_page(
        actor=cast.actor("shen"), case=case.pk, keyring=cast.keyring("shen"), at=NOW + timedelta(days=4)
    )

    assert note.pk not in {one.pk for one in page.records}
    assert Record.objects.filter(pk=note.pk).exists()


def test_closing_twice_is_one_closing(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    first = start(cast, case, Kind.CLOSING)

    assert start(cast, case, Kind.CLOSING) == first
    file(cast, first)
    with pytest.raises(WrongState):
        services.start_record(actor=cast.actor("shen"), case=case.pk, kind=Kind.CLOSING, token=first.pk, at=LATER)
