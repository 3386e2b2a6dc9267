"""The part of `xinqiao drill tamper` that runs with Django: edit, verify, take back."""

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, transaction
from psycopg import sql

from xinqiao.cli.drills.edits import LEDGER, Edit, Editor, Target, target_of
from xinqiao.cli.drills.made_up import weighed_models
from xinqiao.cli.drills.outcome import Outcome, progress
from xinqiao.core.ledger.verify import verify
from xinqiao.core.ledger.weight import Scale, scales

KINDS = ("change", "change", "delete", "insert", "exchange")
TRIES = 12
SAY_EVERY = 100
STALE, COPY = "vault.document", "drill_stale_copy"


def edit_and_verify(answer: str, known: str, edits: int, seed: int, flaw: str | None) -> None:
    """As superuser and without triggers, make so many edits and note what was not found."""
    outcome = Outcome()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        weighed = _with_flaw(cursor) if flaw else scales()
        before = verify(weighed=weighed)
        outcome.expect(before.is_sound, f"not sound before any edit: {before.findings[:2]}")
        _try_all(outcome, Editor(cursor, random.Random(seed)), weighed, edits)  # noqa: S311 (which edit, not a secret)
        outcome.expect(verify(weighed=weighed).is_sound, "not sound after everything was taken back")
    outcome.write(Path(answer))


def _try_all(outcome: Outcome, editor: Editor, weighed: dict[str, Scale], edits: int) -> None:
    targets = [target_of(model) for model in (*LEDGER, *weighed_models())]
    made: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for turn in range(max(edits, len(targets))):
        target = targets[turn % len(targets)]
        edit, findings = _one(editor, target, weighed)
        if edit is None:
            continue
        made[target.table] += 1
        kinds[edit.what.split()[0]] += 1
        outcome.expect(findings, f"not found: {edit}")
        outcome.expect(not findings or edit.is_named_by(findings), f"found and not named: {edit}: {findings[:1]}")
        if (turn + 1) % SAY_EVERY == 0:
            progress(f"{turn + 1}")
    for target in targets:
        outcome.expect(made[target.table], f"no edit was possible in {target.table}: the school has no row of it")
    outcome.facts |= {"edits": sum(made.values()), "kinds": dict(kinds), "tables": len(targets)}


def _one(editor: Editor, target: Target, weighed: dict[str, Scale]) -> tuple[Edit | None, Any]:
    """One edit that the table's constraints let through, and what the verification says of it."""
    for _ in range(TRIES):
        kind = editor.chance.choice(KINDS)
        try:
            with transaction.atomic():
                edit = editor.edit(target, kind)
                findings = verify(weighed=weighed).findings if edit else ()
                transaction.set_rollback(True)
        except DatabaseError:
            continue  # the database itself refused: nothing to find
        if edit is not None:
            return edit, findings
    return None, ()


def _with_flaw(cursor: Any) -> dict[str, Scale]:
    """A verification that looks at an older copy of one table: it fits, and sees nothing."""
    found = scales()
    copy = sql.SQL("CREATE TEMPORARY TABLE {} AS SELECT * FROM {}")
    cursor.execute(copy.format(sql.Identifier(COPY), sql.Identifier(found[STALE].table)))
    return found | {STALE: replace(found[STALE], table=COPY)}
