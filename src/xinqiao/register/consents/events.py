"""What happens to consents. `about` is a client number, never a person."""

from dataclasses import dataclass

from xinqiao.core.ledger import Event


@dataclass(frozen=True)
class ConsentRulesSet(Event):
    """The school decided whose consent it asks for."""

    kind = "consents.rules_set"


@dataclass(frozen=True)
class ConsentGiven(Event):
    """A signed form was received and entered."""

    kind = "consents.given"


@dataclass(frozen=True)
class ConsentSpoken(Event):
    """Somebody agreed by word of mouth; the paper is to follow."""

    kind = "consents.spoken"


@dataclass(frozen=True)
class ConsentWithdrawn(Event):
    """Somebody took their consent back; one entry for each consent that ended."""

    kind = "consents.withdrawn"


@dataclass(frozen=True)
class ConsentStruck(Event):
    """A consent had been entered by mistake and never counted."""

    kind = "consents.struck"


@dataclass(frozen=True)
class ConsentsOpened(Event):
    """Somebody read what a client agreed to; the subject is the client number."""

    kind = "consents.opened"


@dataclass(frozen=True)
class ScanKept(Event):
    """The scan of a signed form was sealed and kept."""

    kind = "consents.scan_kept"


@dataclass(frozen=True)
class ScanOpened(Event):
    """Somebody looked at the scan of a signed form."""

    kind = "consents.scan_opened"


@dataclass(frozen=True)
class ConsentAsked(Event):
    """A question was put on somebody's own page."""

    kind = "consents.asked"


@dataclass(frozen=True)
class ConsentDeclined(Event):
    """Somebody said no to what they were asked. It has no consequence."""

    kind = "consents.declined"


@dataclass(frozen=True)
class ConsentNotAskedAnyMore(Event):
    """A question was taken off somebody's page."""

    kind = "consents.not_asked_any_more"


@dataclass(frozen=True)
class ConsentSigned(Event):
    """Somebody agreed on their own page and signed there."""

    kind = "consents.signed"


@dataclass(frozen=True)
class SituationWritten(Event):
    """A counsellor wrote down whom to ask for a client."""

    kind = "consents.situation_written"
