"""A permission slip that carries weight, in a table made for one test, and what it takes to record about it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg
import pytest
from django.apps.registry import Apps
from django.db import models, transaction

from xinqiao.core.access import Actor, Held, Post, require
from xinqiao.core.ledger import Event, record
from xinqiao.core.ledger.refusals import FLOOD
from xinqiao.core.ledger.weight import scale_of

NOW = datetime(2026, 10, 15, 6, 9, tzinfo=UTC)
SHEN = Actor(UUID("5e5e5e5e-0000-4000-8000-000000000001"), frozenset({Held(Post.COUNSELLOR)}), "沈知微")
TABLE = """
CREATE TABLE ledger_test_slip (
    id uuid PRIMARY KEY, words text NOT NULL, until date, at timestamptz, many integer NOT NULL, seal bytea);
GRANT SELECT, INSERT, UPDATE, DELETE ON ledger_test_slip TO xinqiao_desk;
"""


class Slip(models.Model):
    """A permission, unknown to the program's own registry."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    words = models.TextField(default="")
    until = models.DateField(null=True)
    at = models.DateTimeField(null=True)
    many = models.IntegerField(default=1)
    seal = models.BinaryField(null=True)

    class Meta:
        app_label = "ledger_test"
        db_table = "ledger_test_slip"
        apps = Apps()

    class Weight:
        name = "test.slip"
        version = 1
        fields = ("words", "until", "at", "seal")


@dataclass(frozen=True)
class SlipGiven(Event):
    """A slip was given."""

    kind = "test.slip_given"


@dataclass(frozen=True)
class SlipRead(Event):
    """A slip was read."""

    kind = "test.slip_read"


def may_give(actor: Actor) -> bool:
    return actor.holds(Post.COUNSELLOR)


may_give.clauses = ("APT-03",)


def grant(actor: Actor = SHEN):
    return require(actor, may_give)


def give(words: str = "", **fields: object) -> Slip:
    """Give a slip, as a service would."""
    with transaction.atomic():
        slip = Slip.objects.create(words=words, **fields)
        record(SlipGiven(subject=slip.pk), grant(), rows=[slip], at=NOW)
    return slip


@pytest.fixture
def superuser(cluster, fresh_database):
    """Whoever can change the database behind the program's back."""
    with psycopg.connect(cluster.superuser_dsn(fresh_database), autocommit=True) as connection:
        connection.execute(TABLE)
        connection.execute("SET session_replication_role = replica")
        yield connection


@pytest.fixture
def slips(superuser):
    FLOOD.take_over(None)  # what other tests refused in a flood is not counted here
    return {"test.slip": scale_of(Slip)}
