"""A card with sealed columns, in a table made for one test."""

from uuid import uuid4

import psycopg
import pytest
from django.apps.registry import Apps
from django.db import models

from xinqiao.core.vault.fields import HouseSealedJSON, HouseSealedText

from .builders import keyring_of, set_the_scene

TABLE = """
CREATE TABLE vault_test_card (id uuid PRIMARY KEY, label text NOT NULL, phone bytea, note bytea);
GRANT SELECT, INSERT, UPDATE, DELETE ON vault_test_card TO xinqiao_desk;
"""


class Card(models.Model):
    """What a sealed column stands in; unknown to the program's own registry."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    label = models.TextField(default="")
    phone = HouseSealedText(kind="test.card.phone", null=True)
    note = HouseSealedJSON(kind="test.card.note", null=True)

    class Meta:
        app_label = "vault_test"
        db_table = "vault_test_card"
        apps = Apps()


@pytest.fixture
def cards(cluster, fresh_database):
    with psycopg.connect(cluster.superuser_dsn(fresh_database), autocommit=True) as connection:
        connection.execute(TABLE)
    return Card


@pytest.fixture
def scene(db):
    return set_the_scene()


@pytest.fixture
def fresh_scene(fresh_database):
    return set_the_scene()


@pytest.fixture
def mine(scene):
    """Shen's keys, unlocked."""
    with keyring_of() as keyring:
        yield keyring
