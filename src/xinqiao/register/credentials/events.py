"""What happens to credentials. The subject is the paper; whose it is stands in the row."""

from dataclasses import dataclass

from xinqiao.core.ledger import Event


@dataclass(frozen=True)
class QualificationAdded(Event):
    """Somebody's degree, certificate or training was seen on paper and entered."""

    kind = "credentials.qualification_added"


@dataclass(frozen=True)
class QualificationWithdrawn(Event):
    """A qualification counts no more."""

    kind = "credentials.qualification_withdrawn"


@dataclass(frozen=True)
class AgreementSigned(Event):
    """Somebody's signed promise of secrecy was seen on paper and entered."""

    kind = "credentials.agreement_signed"


@dataclass(frozen=True)
class AgreementEnded(Event):
    """A promise of secrecy no longer stands for work in the room."""

    kind = "credentials.agreement_ended"
