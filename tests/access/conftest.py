"""One world for a whole file of tests; what each test does to it is rolled back."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.access.world import World, make_world
from tests.cast import NOW, make_cast
from xinqiao.core.clock import freeze


@pytest.fixture(scope="module")
def standing_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once, inside a transaction that is never committed."""
    with django_db_blocker.unblock(), freeze(NOW):
        with transaction.atomic():
            yield make_world(make_cast())
            transaction.set_rollback(True)
        connection.close()


@pytest.fixture
def world(standing_world: World, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world as it was built, whatever the test before has done."""
    with django_db_blocker.unblock(), freeze(NOW), transaction.atomic():
        yield standing_world
        transaction.set_rollback(True)
