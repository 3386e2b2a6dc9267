"""What happens to requests by right. `about` is the number of the client whose information it is."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from xinqiao.core.ledger import Event


@dataclass(frozen=True, kw_only=True)
class RightAsked(Event):
    """Somebody asked for what is theirs by right, at the own door or by word and paper."""

    kind = "rights.asked"
    right: StrEnum
    asker: UUID


@dataclass(frozen=True, kw_only=True)
class RightWithdrawn(Event):
    """Whoever asked took it back."""

    kind = "rights.withdrawn"


@dataclass(frozen=True, kw_only=True)
class RightAnswered(Event):
    """A request was answered."""

    kind = "rights.answered"


@dataclass(frozen=True, kw_only=True)
class RightPassedOn(Event):
    """A request is answered by another counsellor from now on."""

    kind = "rights.passed_on"
    to: UUID


@dataclass(frozen=True, kw_only=True)
class RightOpened(Event):
    """Somebody read a request in order to answer it."""

    kind = "rights.opened"


@dataclass(frozen=True, kw_only=True)
class AnswerDaysSet(Event):
    """The school decided within how many school days it answers."""

    kind = "rights.days_set"


@dataclass(frozen=True, kw_only=True)
class RightOwedAgain(Event):
    """The answer was owed by nobody or by somebody else by now; promise and request fit each other again."""

    kind = "rights.owed_again"
