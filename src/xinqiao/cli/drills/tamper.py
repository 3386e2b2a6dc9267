"""`xinqiao drill tamper`: whatever is edited behind the program's back is found, and the row is named.

Every table that carries weight and each of the ledger's own is edited, one edit
at a time: a value changed, a row taken away, put in, or exchanged for another,
public keys with their check values among them. The edit is verified as it
stands and taken back.
"""

from xinqiao.cli.drills.outcome import Outcome
from xinqiao.cli.drills.scratch import Asked, Scratch

SMALL, FULL = 60, 1000
INSIDE = "xinqiao.cli.drills.editing:edit_and_verify"


def drill(scratch: Scratch, asked: Asked) -> Outcome:
    """Run it. Raises Trouble."""
    edits = FULL if asked.is_full else SMALL
    with scratch.standing() as ground:
        return scratch.ask(ground, INSIDE, as_superuser=True, edits=edits, seed=asked.seed, flaw=asked.flaw)
