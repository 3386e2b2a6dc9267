"""What happens to a call for help. `about` is a client number where the caller had signed in, and else nobody."""

from dataclasses import dataclass

from xinqiao.core.ledger import Event


@dataclass(frozen=True)
class HelpCalled(Event):
    """Somebody pressed. `somebody_there` is what the page had told them; `unsure` says that any slip would have done."""

    kind = "crisis.help_called"
    somebody_there: bool = False
    unsure: bool = False


@dataclass(frozen=True)
class HelpCalledAgain(Event):
    """Somebody pressed again, or others at the same address did; where somebody had gone it rings anew."""

    kind = "crisis.help_called_again"
    rings_anew: bool = False


@dataclass(frozen=True)
class HelpTaken(Event):
    """Somebody said that they go."""

    kind = "crisis.help_taken"


@dataclass(frozen=True)
class HelpGivenBack(Event):
    """Whoever went cannot go on; it rings again."""

    kind = "crisis.help_given_back"


@dataclass(frozen=True)
class HelpEnded(Event):
    """It was said how the call ended."""

    kind = "crisis.help_ended"


@dataclass(frozen=True)
class HelpOpened(Event):
    """The page of a call was read: where, and who."""

    kind = "crisis.help_opened"


@dataclass(frozen=True)
class LinesChanged(Event):
    """The school's numbers and words for those who need help now were changed."""

    kind = "crisis.lines_changed"
