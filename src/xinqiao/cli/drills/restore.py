"""`xinqiao drill restore`: the school burns down; the stick, the sheet and the envelope bring it back.

A sealed backup is restored into an empty folder with nothing but the file, the
sheet and the instance key. Every table is compared by count and digest, and the
ledger by its head; then a colleague opens a dossier by the words in the envelope.
"""

import datetime
import os
import shutil
import time
from pathlib import Path
from typing import Any

from xinqiao.cli.drills.outcome import Outcome, progress
from xinqiao.cli.drills.scratch import Asked, Scratch
from xinqiao.ground.backup import picture, restoring, sheet, taking
from xinqiao.ground.home import Home
from xinqiao.ground.program import Ground
from xinqiao.ground.words import Trouble

INSIDE = "xinqiao.cli.drills.recovering:recover_and_read"
ROW_LOST, CUT_SHORT = "row-lost", "cut-short"
CUT = 64
A_ROW = "DELETE FROM vault_sealeddocument WHERE id = (SELECT id FROM vault_sealeddocument ORDER BY id LIMIT 1)"


def drill(scratch: Scratch, asked: Asked) -> Outcome:
    """Run it. Raises Trouble."""
    outcome = Outcome()
    with scratch.standing() as ground:
        progress("备份 / the backup")
        words, file = _back_up(ground, scratch.folder / "stick", outcome)
        before = _picture(ground)
    if asked.flaw == CUT_SHORT:
        os.truncate(file, file.stat().st_size - CUT)
    progress("在另一台电脑上恢复 / the restore on another machine")
    other = Home(scratch.folder / "other")
    try:
        _bring_back(other, file, words, outcome)
    except Trouble as trouble:
        outcome.expect(False, f"it did not come back: {trouble.english}")
        return outcome
    shutil.copy(scratch.home.instance_key, other.instance_key)
    with scratch.standing(other) as ground:
        if asked.flaw == ROW_LOST:
            _lose_a_row(ground)
        _compare(outcome, before, _picture(ground))
        progress("信封 / the envelope")
        outcome.add(scratch.ask(ground, INSIDE), "envelope")
    return outcome


def _back_up(ground: Ground, stick: Path, outcome: Outcome) -> tuple[str, Path]:
    began = time.monotonic()
    words = sheet.make(ground.home, replace=sheet.public_file(ground.home).exists())
    at = datetime.datetime.now(datetime.UTC)
    taken = taking.take(ground.home, ground.kind, ground.database, to=stick, at=at, verify=False)
    outcome.facts |= {"bytes": taken.size, "rows": taken.rows, "backup_seconds": round(time.monotonic() - began, 2)}
    return words, taken.file


def _bring_back(other: Home, file: Path, words: str, outcome: Outcome) -> None:
    began = time.monotonic()
    with file.open("rb") as source:
        restored = restoring.restore(other, source, name=file.name, private=sheet.read(words), replace=False)
    outcome.expect(restored.key_missing, "the backup brought an instance key along")
    other.instance_key.parent.mkdir(mode=0o700, exist_ok=True)
    outcome.facts["restore_seconds"] = round(time.monotonic() - began, 2)


def _picture(ground: Ground) -> dict[str, Any]:
    with ground.database.connect(as_owner=True) as connection:
        return picture.of(connection)


def _compare(outcome: Outcome, before: dict[str, Any], after: dict[str, Any]) -> None:
    outcome.facts |= {"tables": len(before["tables"]), "head": before["head"]}
    for name in picture.differences(before, after):
        outcome.expect(False, f"not as it was saved: {name}")


def _lose_a_row(ground: Ground) -> None:
    with ground.database.connect(as_owner=True) as connection:
        connection.execute(A_ROW)
