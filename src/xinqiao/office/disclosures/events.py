"""What happens in disclosures. To whom, why and what lies sealed in the row; here stand ids alone.

That somebody looked at what was given to them is not among it: it would be a
record of visits to the door of their own.
"""

from dataclasses import dataclass

from xinqiao.core.ledger import Event


@dataclass(frozen=True, kw_only=True)
class SomethingGiven(Event):
    """A copy was made of what may be known, and given to the client or to somebody else."""

    kind = "disclosures.given"


@dataclass(frozen=True, kw_only=True)
class GivenTakenBack(Event):
    """A copy was taken back before anybody had seen it."""

    kind = "disclosures.taken_back"


@dataclass(frozen=True, kw_only=True)
class GivenVoided(Event):
    """The consent by which a copy waited for somebody was withdrawn: it waits no more."""

    kind = "disclosures.voided"


@dataclass(frozen=True, kw_only=True)
class LeavingNoted(Event):
    """Papers were printed; the client's list says so. The printing itself is recorded where it is done."""

    kind = "disclosures.leaving_noted"


@dataclass(frozen=True, kw_only=True)
class LeavingsPrinted(Event):
    """What left was listed, to be printed for the client."""

    kind = "disclosures.leavings_printed"
