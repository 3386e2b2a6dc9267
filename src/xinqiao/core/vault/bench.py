"""`xinqiao bench record`: a record of 4 KB written and read as we do it, beside the same without seal, signature and ledger.

Ours: `file_document` (signed, sealed to the dossier, weighed and recorded in one
transaction), then `open_document` (the reading recorded and committed, the
document compared with the ledger, opened, its signature checked).

The baseline keeps the same row in plain text, by the same ORM, in as many
transactions: a write is the same query for the next revision and one insert; a
read is one line in a plain access log, committed, and one select. Both sides
commit to the same disk under the same settings, which are printed. `ratio` is
the share of the baseline's speed that we reach for a write and a read together;
`ratio_unlogged` is against a baseline that keeps no access log at all, whose
reads therefore commit nothing.

Runs in a database that is thrown away; the role must be its owner.
"""

import json
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

from django.apps.registry import Apps
from django.db import connection, models, transaction

from xinqiao.core.access import Actor, Grant, Held, Post, require
from xinqiao.core.ledger import Event
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.vault.documents import Form, Spot, file_document, open_document
from xinqiao.core.vault.dossiers import make_dossier
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.models import Dossier
from xinqiao.core.vault.person_keys import keyring_under, make_person_key
from xinqiao.core.vault.recovery import make_recovery

RECORDS, ROUNDS, SIZE = 60, 7, 4096
FORM = Form("bench_record", 1)
KIND, CLAUSE = "bench.record", "REC-01"
BASELINE = (
    "the same row in plain text by the same ORM: next revision and insert in one transaction; "
    "a line in a plain access log in a transaction of its own, then a select"
)
_AT = datetime(2026, 10, 15, 6, 9, tzinfo=UTC)
_SETTINGS = ("fsync", "synchronous_commit", "full_page_writes")
_APPS = Apps()


class PlainRecord(models.Model):
    """What a program without a vault would keep."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    dossier = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=60)
    row = models.UUIDField()
    revision = models.PositiveIntegerField()
    form = models.CharField(max_length=40)
    form_version = models.PositiveSmallIntegerField()
    content = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        app_label = "bench"
        apps = _APPS
        constraints = [models.UniqueConstraint(name="bench_revision", fields=["row", "kind", "revision"])]


class PlainReading(models.Model):
    """A line of a plain access log."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    who = models.UUIDField()
    row = models.UUIDField(db_index=True)
    at = models.DateTimeField()

    class Meta:
        app_label = "bench"
        apps = _APPS


@dataclass(frozen=True)
class RecordRead(Event):
    """A record was read."""

    kind = "bench.record_read"


def may_measure(actor: Actor) -> bool:
    """Whoever measures, in a database that is thrown away."""
    return True


@dataclass(frozen=True)
class Side:
    """One way to keep records: how one is written, and how it is read."""

    write: Callable[[UUID], object]
    read: Callable[[UUID], object]


def run(records: int = RECORDS, rounds: int = ROUNDS) -> dict[str, object]:
    """Measure in turns and give the medians. Leaves its tables to whoever throws the database away."""
    with connection.schema_editor() as editor:
        editor.create_model(PlainRecord)
        editor.create_model(PlainReading)
    ours, plain, unlogged = _ours(), _plain(logged=True), _plain(logged=False)
    times = _take_turns((ours, plain, unlogged), records, rounds)
    (write, read), (plain_write, plain_read), (_, unlogged_read) = times
    return {
        "bench": "record",
        "ratio": round((plain_write + plain_read) / (write + read), 3),
        "ratio_write": round(plain_write / write, 3),
        "ratio_read": round(plain_read / read, 3),
        "ratio_unlogged": round((plain_write + unlogged_read) / (write + read), 3),
        "baseline": BASELINE,
        "bytes": SIZE,
        "milliseconds": {"write": write, "read": read, "plain_write": plain_write, "plain_read": plain_read},
        "settings": {name: _setting(name) for name in _SETTINGS},
        "records": records * rounds,
    }


def _take_turns(sides: tuple[Side, ...], records: int, rounds: int) -> list[tuple[float, float]]:
    """Milliseconds of a write and of a read on each side, medians over the rounds, after one unmeasured turn."""
    taken: list[list[tuple[float, float]]] = [[] for _ in sides]
    for turn in range(rounds + 1):
        for side, times in zip(sides, taken, strict=True):
            rows = [uuid4() for _ in range(records)]
            seconds = (_each(side.write, rows), _each(side.read, rows))
            if turn:
                times.append(seconds)
        seal_once()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as a server that has run for a day
    return [_medians(times) for times in taken]


def _medians(times: list[tuple[float, float]]) -> tuple[float, float]:
    writes, reads = zip(*times, strict=True)
    return round(statistics.median(writes), 3), round(statistics.median(reads), 3)


def _each(act: Callable[[UUID], object], rows: list[UUID]) -> float:
    start = perf_counter()
    for row in rows:
        act(row)
    return (perf_counter() - start) * 1000 / len(rows)


def _ours() -> Side:
    actor = Actor(uuid4(), frozenset({Held(Post.COUNSELLOR)}))
    grant, secret = require(actor, may_measure), bytes(32)
    keyring, dossier = _keys(grant, secret)
    content = _content()

    def write(row: UUID) -> None:
        spot = Spot(dossier, KIND, row)
        file_document(keyring=keyring, grant=grant, spot=spot, content=content, form=FORM, at=_AT)

    def read(row: UUID) -> None:
        spot = Spot(dossier, KIND, row)
        opened = open_document(keyring=keyring, grant=grant, reading=RecordRead(row), spot=spot, at=_AT)
        assert opened.content == content

    return Side(write, read)


def _keys(grant: Grant, secret: bytes) -> tuple[Keyring, Dossier]:
    """A person with keys, an envelope, and a dossier."""
    owner = grant.actor.pk
    assert owner is not None
    make_recovery(grant=grant, at=_AT)
    key = make_person_key(grant=grant, owner=owner, sealing_key=secret, at=_AT)
    dossier = make_dossier(grant=grant, kind="bench", to=[key], clause=CLAUSE, at=_AT)
    seal_once()
    return keyring_under(key, secret), dossier


def _plain(*, logged: bool) -> Side:
    who, dossier, content = uuid4(), uuid4(), _content()
    same: dict[str, Any] = {"dossier": dossier, "kind": KIND, "form": FORM.name, "form_version": FORM.version}

    def write(row: UUID) -> None:
        with transaction.atomic():
            known = PlainRecord._default_manager.filter(row=row, kind=KIND).aggregate(last=models.Max("revision"))
            revision = int(known["last"] or 0) + 1
            text = json.dumps(content, ensure_ascii=False)
            PlainRecord._default_manager.create(row=row, revision=revision, content=text, made_at=_AT, **same)

    def read(row: UUID) -> None:
        if logged:
            with transaction.atomic():
                PlainReading._default_manager.create(who=who, row=row, at=_AT)
        found = PlainRecord._default_manager.filter(row=row, kind=KIND, dossier=dossier).order_by("-revision").first()
        assert found is not None
        assert json.loads(found.content) == content

    return Side(write, read)


def _content() -> dict[str, str]:
    """Four kilobytes, half of them Chinese."""
    half = SIZE // 2
    return {"happened": "谈" * (half // 3), "next": "x" * half}


def _setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return str(cursor.fetchone()[0])
