"""`xinqiao drill insider`: somebody holds the whole data folder, twice.

Without the instance key nothing that was written is legible in any row, file or
log, and no client number can be joined to a person. With it exactly the
published list of house-sealed columns opens, and still no document, draft or file.
"""

from xinqiao.cli.drills.outcome import Outcome
from xinqiao.cli.drills.scratch import Asked, Scratch

INSIDE = "xinqiao.cli.drills.looking:look"
PLAIN, UNPUBLISHED = "plain-column", "unpublished-seal"


def drill(scratch: Scratch, asked: Asked) -> Outcome:
    """Run it. Raises Trouble."""
    outcome = Outcome()
    with scratch.standing() as ground:
        for with_key, flaw, part in ((False, PLAIN, "without_key"), (True, UNPUBLISHED, "with_key")):
            given = {"with_key": with_key, "flaw": flaw if asked.flaw == flaw else None}
            outcome.add(scratch.ask(ground, INSIDE, as_superuser=True, **given), part)
    return outcome
