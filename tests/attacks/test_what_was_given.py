"""A stolen copy tells neither what was given, to whom and why, nor which numbers belong to one family."""

from uuid import UUID

import psycopg
import pytest

from tests.attacks.copy_of import Copy, steal
from tests.attacks.scene import open_the_room
from tests.cast import NOW, Cast
from tests.own_door import own_actor
from tests.postgres import TestCluster
from xinqiao.cli.drills.stolen import Row, joined
from xinqiao.core.clock import freeze
from xinqiao.core.ledger import sealer
from xinqiao.office.disclosures import services
from xinqiao.office.disclosures.tests.builders import AGREED, DANGER, TEACHER, agree, give, served_by, to_guardian

SAID = ("睡前把手机放在客厅", "他今晚需要有人陪", "今晚不能让他一个人", "班主任住在宿舍楼", "当面说的", "日记本")


@pytest.fixture
def copy(fresh_cast: Cast, cluster: TestCluster, fresh_database: str) -> Copy:
    """Lin was given a note and opened it; her mother an agreement, and something of her own; a teacher was told."""
    cast = fresh_cast
    shen, lin, mother = cast.actor("shen"), cast.number("lin"), cast.number("mother")
    open_the_room(cast)
    with served_by(cast.staff["shen"].pk), freeze(NOW):
        agree(cast, lin)
        note = give(shen, lin)
        support = give(shen, lin, "support", to_guardian(mother), AGREED)
        give(shen, lin, "notice", TEACHER, DANGER)
        give(shen, mother)
        services.open_given(actor=own_actor(cast, "lin"), given=note.pk, at=NOW)
        services.open_given(actor=own_actor(cast, "mother"), given=support.pk, at=NOW)
    sealer.seal_once()
    with psycopg.connect(cluster.superuser_dsn(fresh_database), autocommit=True) as connection:
        return steal(connection)


def names(row: Row, number: UUID) -> bool:
    """Whether a row says this number in the open."""
    return number in row.values.values() or str(number) in str(row.values)


def together(copy: Copy, one: UUID, other: UUID) -> list[tuple[str, str]]:
    """Pairs of rows that one transaction wrote or locked, of which each names one of two numbers.

    The numbers of everybody on the register were made at once, which tells nothing.
    """
    made = frozenset.intersection(*(row.stamps for row in copy.rows_of("people_client")))
    of_one, of_other = ([row for row in copy.rows if names(row, number)] for number in (one, other))
    return [(a.table, b.table) for a in of_one for b in of_other if (a.stamps & b.stamps) - made]


def test_nothing_that_was_given_can_be_read(copy: Copy) -> None:
    text = copy.text()

    assert [word for word in SAID if word in text] == []
    assert "林晚舟" in text  # the control: the roster itself is legible, so the search does work


def test_the_rows_say_neither_to_whom_nor_by_what(copy: Copy) -> None:
    rows = copy.rows_of("disclosures_disclosure")
    open_columns = [{key: value for key, value in row.values.items() if not isinstance(value, bytes)} for row in rows]

    assert len(rows) == 4
    assert not any(word in str(open_columns) for word in ("guardian", "teacher", "danger", "consent", "ground"))
    assert {row["kind"] for row in open_columns} == {"note", "support", "notice"}


def test_no_row_and_no_transaction_joins_mother_and_child(copy: Copy, fresh_cast: Cast) -> None:
    lin, mother = fresh_cast.number("lin"), fresh_cast.number("mother")

    assert [row.table for row in copy.rows if names(row, lin) and names(row, mother)] == []
    assert together(copy, lin, mother) == []
    assert together(copy, lin, lin)  # the control: the search finds what one transaction wrote


def test_no_column_and_no_transaction_joins_a_number_to_a_person(copy: Copy, fresh_cast: Cast) -> None:
    assert joined(copy.rows, [fresh_cast.number("lin"), fresh_cast.number("mother")]) == []
