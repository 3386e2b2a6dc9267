"""Searching one's own papers: in memory, on record, and without a trace of the words."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.models import KeyGrant
from xinqiao.practice.cases import rules, services
from xinqiao.practice.cases.models import Case, Kind, Record
from xinqiao.practice.cases.rules.searching import find, fold, pieces_of, words_of

from .builders import CONTENT, MUCH_LATER, file, filed, open_case, ready, save, start

CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(MUCH_LATER):
        yield


def wrote(cast: Cast, case: Case, by: str = "shen", **changed: Any) -> Record:
    return file(cast, start(cast, case, by=by), by=by, **changed)


def search(cast: Cast, query: str, by: str = "shen") -> services.Found:
    return services.search_own_cases(actor=cast.actor(by), keyring=cast.keyring(by), query=query, at=MUCH_LATER)


@pytest.mark.clause("REC-05")
def test_every_word_has_to_stand_somewhere_in_the_paper(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    both = wrote(cast, case, said="说到外婆，说到新学校。", assessed="对 ＡＢＣ 课怕")
    wrote(cast, case, said="只说到外婆。")

    assert [one.record for one in search(cast, "外婆 abc").hits] == [both]
    assert len(search(cast, "外婆").hits) == 2
    assert search(cast, "爷爷").hits == []
    assert search(cast, "   ") == services.Found([])


def test_tables_choices_drafts_and_private_notes_are_searched_too(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    filed(cast, case, Kind.INTAKE)
    filed(cast, case, Kind.PLAN)
    note, half = start(cast, case, Kind.NOTE), start(cast, case)
    save(cast, note, CONTENT[Kind.NOTE])
    save(cast, half, {"said": "写到一半的银杏。"})

    assert [one.record.kind for one in search(cast, "睡够七小时").hits] == [Kind.PLAN]
    assert [one.is_draft for one in search(cast, "中学").hits] == [True]
    assert [one.record for one in search(cast, "银杏").hits] == [half]


def test_a_closed_case_is_searched_and_a_colleagues_is_not(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    mine, other = open_case(cast), open_case(cast, "lu", "batel")
    wrote(cast, mine, said="说到银杏。")
    wrote(cast, other, by="lu", said="也说到银杏。")
    filed(cast, mine, Kind.CLOSING)

    assert [one.record.case_id for one in search(cast, "银杏").hits] == [mine.pk]
    assert [one.record.case_id for one in search(cast, "银杏", "lu").hits] == [other.pk]


@pytest.mark.clause("CNF-10")
def test_the_search_and_each_paper_shown_are_on_record_and_the_words_nowhere(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    hit, other = wrote(cast, case, said="说到银杏。"), wrote(cast, case)

    answer = browser_of(cast, "shen").post(reverse("cases:search"), {"q": "银杏"})

    assert '<mark class="xq-mark-hit">银杏</mark>' in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert Entry.objects.filter(kind="cases.searched", subject=cast.staff["shen"].pk).count() == 1
    assert Entry.objects.filter(kind="cases.record_read", subject=hit.pk).count() == 1
    assert not Entry.objects.filter(kind="cases.record_read", subject=other.pk).exists()
    assert not Entry.objects.filter(body__contains="银杏").exists()


def test_words_in_an_address_find_nothing(cast: Cast) -> None:
    ready(cast)
    wrote(cast, open_case(cast), said="说到银杏。")

    shown = browser_of(cast, "shen").get(reverse("cases:search") + "?q=银杏").content.decode()

    assert "银杏" not in shown
    assert not Entry.objects.filter(kind="cases.searched").exists()


def test_a_locked_vault_leads_to_its_key_and_searches_nothing(cast: Cast) -> None:
    ready(cast)
    wrote(cast, open_case(cast), said="说到银杏。")

    answer = browser_of(cast, "shen", locked=True).post(reverse("cases:search"), {"q": "银杏"})

    assert "说到" not in answer.content.decode()
    assert not Entry.objects.filter(kind="cases.searched").exists()


def test_a_case_whose_key_is_not_there_does_not_stop_the_rest(cast: Cast) -> None:
    ready(cast)
    shut, there = open_case(cast), open_case(cast, client="batel")
    wrote(cast, shut, said="说到银杏。")
    whole = wrote(cast, there, said="说到银杏。")
    KeyGrant.objects.filter(dossier=shut.dossier, to_person__isnull=False).delete()

    found = search(cast, "银杏")

    assert [one.record for one in found.hits] == [whole]
    assert (found.searched, found.shut, found.broken) == (1, 1, 0)


def test_the_statements_do_not_grow_with_the_papers(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    wrote(cast, case, said="说到银杏。")

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert len(search(cast, "银杏").hits) == 1
        return len([one for one in captured if not one["sql"].startswith(CONTROL)])

    few = statements()
    for client in ("ayi", "batel"):
        more = open_case(cast, client=client)
        for _ in range(4):
            wrote(cast, more, said="说了很多别的。" * 100)

    begun = time.perf_counter()
    assert statements() == few
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("说到Ｇｉｎｋｇｏ树", "ginkgo", ["Ｇｉｎｋｇｏ"]),
        ("ﾊﾞｽに乗る", "バス", ["ﾊﾞｽ"]),
        ("cafe\u0301 和 CAFÉ", "café", ["cafe\u0301", "CAFÉ"]),
        ("Straße", "strasse", ["Straße"]),
        ("𠮷野说", "𠮷野", ["𠮷野"]),
        ("银杏银杏", "银杏", ["银杏", "银杏"]),
    ],
)
def test_hits_are_marked_as_they_were_typed(text: str, query: str, marked: list[str]) -> None:
    pieces = pieces_of(text, words_of(query))

    assert [one.text for one in pieces if one.is_hit] == marked
    assert "".join(one.text for one in pieces) == text


def test_a_snippet_is_short_and_says_where(cast: Cast) -> None:
    form = rules.form_of(Kind.SESSION)
    found = find(form, {"said": "前" * 500 + "银杏" + "后" * 500}, words_of("银杏"))

    assert found is not None
    assert found.where.name == "said"
    said = "".join(one.text for one in found.pieces)
    assert len(said) < 140
    assert said.startswith("……前")
    assert said.endswith("后……")
    assert fold("ＡＢ") == "ab"
