"""Somebody at the database, the instance key in hand: what they lay beside or under a filed record is not shown as it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import NOW, Cast, key_grant
from xinqiao.core.access import Missing
from xinqiao.core.vault.documents import DocumentBroken, Form, file_document, keep_document, seal_to_dossier
from xinqiao.core.vault.grants import NoKeyGrant
from xinqiao.practice.cases import selectors, services
from xinqiao.practice.cases.models import Case, Draft, Record
from xinqiao.practice.cases.services.taking import draft_spot_of, spot_of
from xinqiao.practice.cases.tests.builders import CONTENT, LATER, MUCH_LATER, filed, open_case, read, ready, save, start

INVENTED = {**CONTENT["session"], "said": "说没有什么事，是自己编的。"}


@pytest.fixture
def record(cast: Cast) -> Record:
    """Shen's record about Lin; Lu is the curious colleague."""
    ready(cast, "shen", "lu")
    return filed(cast, open_case(cast))


def a_newer_revision(cast: Cast, record: Record, by: str | None) -> None:
    """What only looks like the record: nobody signed it, or somebody else did."""
    said: dict[str, Any] = {"fields": INVENTED, "basics": {}}
    if by is None:
        keep_document(
            grant=key_grant(cast.actor("lu")),
            spot=spot_of(record),
            content=said,
            form=Form("session", 1),
            at=MUCH_LATER,
        )
        return
    file_document(
        keyring=cast.keyring(by),
        grant=key_grant(cast.actor(by)),
        spot=spot_of(record),
        content=said,
        form=Form("session", 1),
        at=MUCH_LATER,
    )


def page(cast: Cast, record: Record) -> services.CasePage:
    return services.open_case_page(
        actor=cast.actor("shen"), case=record.case_id, keyring=cast.keyring("shen"), at=MUCH_LATER
    )


@pytest.mark.parametrize("by", [None, "lu"])
def test_what_its_writer_did_not_sign_is_never_shown_as_their_record(
    cast: Cast, record: Record, by: str | None
) -> None:
    a_newer_revision(cast, record, by)

    with pytest.raises(DocumentBroken):
        read(cast, record.pk)
    paper = services.open_paper(
        actor=cast.actor("shen"), keyring=cast.keyring("shen"), record_id=record.pk, at=MUCH_LATER
    )
    assert (paper.shown, paper.broken) == (None, [record])
    assert page(cast, record).broken == {record.pk}
    found = services.search_own_cases(
        actor=cast.actor("shen"), keyring=cast.keyring("shen"), query="编的", at=MUCH_LATER
    )
    assert (found.hits, found.broken) == ([], 1)


@pytest.mark.parametrize(
    "changed",
    [
        {"starts_at": NOW - timedelta(days=30)},
        {"ends_at": MUCH_LATER},
        {"number": 7},
        {"kind": "phone"},
        {"writer": "lu"},
    ],
)
def test_a_row_that_says_something_else_than_was_signed_is_noticed_where_it_is_read(
    cast: Cast, record: Record, changed: dict[str, Any]
) -> None:
    values = {name: cast.staff[value] if name == "writer" else value for name, value in changed.items()}
    Record.objects.filter(pk=record.pk).update(**values)

    with pytest.raises(DocumentBroken):
        read(cast, record.pk)
    assert page(cast, record).broken == {record.pk}


def test_a_case_given_to_a_colleague_by_sql_opens_for_nobody(cast: Cast, record: Record) -> None:
    Case.objects.filter(pk=record.case_id).update(counsellor=cast.staff["lu"])

    with pytest.raises(Missing):
        read(cast, record.pk)
    with pytest.raises(NoKeyGrant):
        read(cast, record.pk, by="lu")


def test_nor_does_the_envelope_give_its_key_to_the_colleague(cast: Cast, record: Record) -> None:
    case = record.case
    Case.objects.filter(pk=case.pk).update(counsellor=cast.staff["lu"])

    assert selectors.dossiers_of(cast.staff["lu"].pk, MUCH_LATER) == set()


def test_nor_the_key_of_a_dossier_that_was_laid_under_an_own_case(cast: Cast, record: Record) -> None:
    own = open_case(cast, "lu", "batel")
    spare = Case.objects.get(pk=record.case_id).dossier
    kept = own.dossier
    Case.objects.filter(pk=own.pk).update(notes_dossier=spare)

    assert selectors.dossiers_of(cast.staff["lu"].pk, MUCH_LATER) == {kept.pk}


def drafted(cast: Cast, record: Record) -> tuple[Record, Draft]:
    half = start(cast, record.case)
    save(cast, half, {"said": "第一句"})
    save(cast, half, {"said": "第一句，第二句"}, seen=1)
    return half, Draft.objects.get(record=half)


def open_half(cast: Cast, half: Record) -> services.Unsaved:
    return services.open_draft(actor=cast.actor("shen"), keyring=cast.keyring("shen"), record_id=half.pk, at=LATER)


def test_words_put_into_a_half_written_record_are_not_taken_for_its_writers(cast: Cast, record: Record) -> None:
    half, draft = drafted(cast, record)
    form = Form("session", 1)
    planted = seal_to_dossier(draft_spot_of(half), draft.revision, {"said": "别人写的"}, form)
    Draft.objects.filter(pk=draft.pk).update(sealed=planted)

    with pytest.raises(DocumentBroken):
        open_half(cast, half)


def test_nor_is_an_older_draft_that_was_put_back(cast: Cast, record: Record) -> None:
    half = start(cast, record.case)
    save(cast, half, {"said": "第一句"})
    old = Draft.objects.get(record=half)
    save(cast, half, {"said": "第一句，第二句"}, seen=1)
    assert open_half(cast, half).fields == {"said": "第一句，第二句"}

    Draft.objects.filter(pk=old.pk).update(sealed=old.sealed, revision=old.revision)

    with pytest.raises(DocumentBroken):
        open_half(cast, half)


def test_a_half_written_record_that_was_taken_out_does_not_open_empty(cast: Cast, record: Record) -> None:
    half, draft = drafted(cast, record)
    Draft.objects.filter(pk=draft.pk).delete()

    with pytest.raises(DocumentBroken):
        open_half(cast, half)
    with pytest.raises(DocumentBroken):
        services.open_draft(actor=cast.actor("shen"), keyring=None, record_id=half.pk, at=LATER)
