"""A stolen copy of the database, without the instance key, names nobody beside the service.

The thief joins everything with everything: by every column, by the order of
rows, by the transaction that wrote or locked them. Each join has a control that
shows it would have found a careless program.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

import psycopg
import pytest
from django.db import transaction

from tests.attacks.copy_of import Copy, steal
from tests.attacks.scene import PLANTED, open_the_room, some_come
from tests.cast import Cast
from tests.postgres import TestCluster
from xinqiao.cli.drills.stolen import Row, joined
from xinqiao.core.access import PROGRAM
from xinqiao.core.ledger import sealer
from xinqiao.register.people.models import Client, ClientKind, Guardian, Student
from xinqiao.register.people.models.clients import person_index
from xinqiao.register.people.selectors import client_numbers
from xinqiao.register.people.services import number_people, prepare_numbers

MANY = 300
ORDER_SAYS_NOTHING = 0.3


@dataclass
class Scene:
    """A school in which some came; `truth` says which number is whose."""

    copy: Copy
    truth: dict[UUID, UUID]
    came: list[UUID]


@pytest.fixture
def scene(fresh_cast: Cast, cluster: TestCluster, fresh_database: str) -> Iterator[Scene]:
    cast = fresh_cast
    truth = _many_students()
    truth |= {cast.students[key].pk: number for key, number in cast.numbers.items() if key in cast.students}
    came = [
        cast.number("lin"),
        cast.number("ayi"),
        cast.number("mother"),
        cast.number("qin"),
        *list(truth.values())[:20],
    ]
    open_the_room(cast)
    some_come(cast, came)
    sealer.seal_once()
    with psycopg.connect(cluster.superuser_dsn(fresh_database), autocommit=True) as connection:
        yield Scene(steal(connection), truth, came)


def _many_students() -> dict[UUID, UUID]:
    rows = [
        Student(student_number=f"9{place:05d}", name=f"学生{place}", sort_key=f"xuesheng{place:05d}", initials="xs")
        for place in range(MANY)
    ]
    prepare_numbers(len(rows))
    with transaction.atomic():
        Student.objects.bulk_create(rows)
        number_people([(ClientKind.STUDENT, row.pk) for row in rows])
    return client_numbers((ClientKind.STUDENT, row.pk) for row in rows)


def test_no_planted_word_stands_in_the_copy(scene: Scene) -> None:
    text = scene.copy.text()

    assert [word for word in PLANTED if word in text] == []
    assert "学生7" in text  # the control: the roster itself is legible, so the search does work


def test_no_column_and_no_transaction_joins_a_number_to_a_person(scene: Scene) -> None:
    assert joined(scene.copy.rows, scene.came) == []


def test_either_would_be_found(scene: Scene) -> None:
    number, work = scene.came[0], scene.copy.rows_of("scheduling_visit")[0]
    by_value = Row(
        work.table, {"client_id": number, "note": scene.copy.rows_of("people_student")[0].values["id"]}, frozenset()
    )
    by_stamp = Row(work.table, {"client_id": number}, scene.copy.rows_of("people_guardian")[0].stamps)

    assert joined([*scene.copy.rows, by_value], scene.came) == ["scheduling_visit and people_student share a value"]
    (found,) = joined([*scene.copy.rows, by_stamp], scene.came)
    assert found.endswith("share a transaction")


def test_the_link_and_the_numbers_are_written_apart(scene: Scene) -> None:
    links = {stamp for row in scene.copy.rows_of("people_clientlink") for stamp in row.stamps}
    numbers = {stamp for row in scene.copy.rows_of("people_client") for stamp in row.stamps}

    assert links & numbers == set()


@pytest.mark.parametrize("by", ["place", "key"])
def test_order_tells_nothing(scene: Scene, by: str) -> None:
    students = scene.copy.order("people_student", by)
    numbers = scene.copy.order("people_client", by)
    pairs = [(students[person], numbers[number]) for person, number in scene.truth.items()]

    assert abs(rank_correlation(pairs)) < ORDER_SAYS_NOTHING


def test_the_link_is_in_nobodys_order(scene: Scene) -> None:
    by_person = scene.copy.order("people_student", "place")
    sealed = scene.copy.rows_of("people_clientlink")
    index = {bytes(row.values["person_index"]): place for place, row in enumerate(sealed)}
    pairs = [(by_person[person], index[person_index("student", person)]) for person in scene.truth]
    assert abs(rank_correlation(pairs)) < ORDER_SAYS_NOTHING


def test_equal_needs_do_not_look_equal(scene: Scene) -> None:
    sealed = [bytes(row.values["request"]) for row in scene.copy.rows_of("scheduling_appointment")]

    assert len(set(sealed)) == len(sealed)


def test_accounts_of_clients_keep_no_last_login(scene: Scene) -> None:
    assert [row.table for row in scene.copy.rows if "last_login" in row.values] == []


def test_a_careless_program_would_be_found(fresh_cast: Cast, cluster: TestCluster, fresh_database: str) -> None:
    number = fresh_cast.number("lin")
    with transaction.atomic():
        student = Student.objects.select_for_update().get(pk=fresh_cast.students["lin"].pk)
        Guardian.objects.filter(student=student).update(has_custody=True)
        Client.objects.select_for_update().get(pk=number)
    with psycopg.connect(cluster.superuser_dsn(fresh_database), autocommit=True) as connection:
        copy = steal(connection)

    locked = {stamp for row in copy.rows_of("people_student", "people_guardian") for stamp in row.stamps}
    assert locked & {stamp for row in copy.rows_of("people_client") for stamp in row.stamps}
    assert rank_correlation([(place, place) for place in range(50)]) == 1


def rank_correlation(pairs: list[tuple[int, int]]) -> float:
    """Spearman's rho of pairs of places."""
    first = {place: rank for rank, place in enumerate(sorted(one for one, _ in pairs))}
    second = {place: rank for rank, place in enumerate(sorted(one for _, one in pairs))}
    squares = sum((first[one] - second[other]) ** 2 for one, other in pairs)
    count = len(pairs)
    return 1 - 6 * squares / (count * (count**2 - 1))


def test_numbers_are_not_counted_up(scene: Scene) -> None:
    numbers = sorted(UUID(str(row.values["number"])).int for row in scene.copy.rows_of("people_client"))

    assert all(later - earlier > 1 for earlier, later in pairwise(numbers))
    assert PROGRAM.pk is None
    assert isinstance(scene.copy.rows[0], Row)
