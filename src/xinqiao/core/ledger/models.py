"""The ledger's three tables. Nothing is ever updated or deleted in them; triggers and rights hold it so.

The body of an entry is the only thing written; the columns beside it are made
from it by PostgreSQL and cannot say anything else. Three more columns are for
the sealer alone and unknown to Django (see the migration): `seq`, in which order
entries were inserted; `tx`, by which transaction; `written`, when.
"""

import json
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Func


def _from_body(expression: str, column: "models.Field[Any, Any]") -> models.GeneratedField:
    return models.GeneratedField(
        expression=Func(F("body"), template=f"(({expression}))"), output_field=column, db_persist=True
    )


class Entry(models.Model):
    """One act, reading or refusal: who, what, to which row, about which client number, by which clause."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.TextField()
    mac = models.BinaryField(max_length=32)
    kind = _from_body("(%(expressions)s)::jsonb ->> 'kind'", models.TextField())
    rule = _from_body("(%(expressions)s)::jsonb ->> 'rule'", models.TextField())
    clauses = _from_body("(%(expressions)s)::jsonb -> 'clauses'", models.JSONField())
    actor = _from_body("((%(expressions)s)::jsonb ->> 'actor')::uuid", models.UUIDField(null=True))
    subject = _from_body("((%(expressions)s)::jsonb ->> 'subject')::uuid", models.UUIDField(null=True))
    about = _from_body("((%(expressions)s)::jsonb ->> 'about')::uuid", models.UUIDField(null=True))
    at = _from_body(
        "to_timestamp(((%(expressions)s)::jsonb ->> 'at')::bigint / 1000000::double precision)", models.DateTimeField()
    )

    class Meta:
        indexes = [
            models.Index(name="ledger_entry_subject", fields=["subject", "at"]),
            models.Index(name="ledger_entry_about", fields=["about", "at"]),
            models.Index(name="ledger_entry_kind", fields=["kind", "at"]),
        ]

    class Privacy:
        plain = {"id", "body", "mac", "kind", "rule", "clauses", "actor", "subject", "about", "at"}

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def facts(self) -> dict[str, object]:
        """What the event said beyond its subject."""
        facts: dict[str, object] = json.loads(self.body)["facts"]
        return facts


class Link(models.Model):
    """The place of an entry in the chain; positions have no gaps."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.UUIDField(unique=True)
    entry_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Privacy:
        plain = {"position", "entry", "entry_hash", "hash"}

    def __str__(self) -> str:
        return str(self.position)


class Head(models.Model):
    """The chain's hash at a position, with a check value under the instance key."""

    position = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    horizon = models.BigIntegerField()
    mac = models.BinaryField(max_length=32)

    class Privacy:
        plain = {"position", "hash", "at", "horizon", "mac"}

    def __str__(self) -> str:
        return str(self.position)
