"""Reading the whole ledger without holding it in memory: server-side cursors, binary, in one snapshot."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

CHUNK = 1000
Row = tuple[Any, ...]


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Everything read inside is of one moment, however long it takes and whoever writes meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            if outermost:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL cursor_tuple_fraction = 1.0")
        yield


def stream(query: str, *parameters: object) -> Iterator[list[Row]]:
    """The rows of a query, a chunk at a time. Only inside `one_snapshot`."""
    raw: Any = connection.connection
    with raw.cursor(name="ledger_reading", binary=True) as cursor:
        cursor.execute(query, parameters)
        while chunk := cursor.fetchmany(CHUNK):
            yield chunk
