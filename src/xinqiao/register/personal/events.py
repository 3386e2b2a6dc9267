"""What happens at the own door that is written down: what staff hand out and decide, and that a code was used.

That somebody came in or left, or chose a new PIN, is written down nowhere.
`about` is a client number, never a person or an account.
"""

from dataclasses import dataclass

from xinqiao.core.ledger import Event


@dataclass(frozen=True)
class DoorRulesSet(Event):
    """The school decided who has an account and from where computers are shared."""

    kind = "personal.rules_set"


@dataclass(frozen=True)
class SlipsMade(Event):
    """Slips were made, for a class or for one person."""

    kind = "personal.slips_made"


@dataclass(frozen=True)
class CodeGiven(Event):
    """A counsellor gave a client a code from hand to hand."""

    kind = "personal.code_given"


@dataclass(frozen=True)
class CodeUsed(Event):
    """The code was used: from then on this start of the account is shown what is the client's."""

    kind = "personal.code_used"
