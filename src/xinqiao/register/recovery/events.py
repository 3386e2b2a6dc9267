"""What happens to the envelope and by it. Ids only; no event knows the words."""

from dataclasses import dataclass

from xinqiao.core.ledger import Event


@dataclass(frozen=True)
class EnvelopeMade(Event):
    """The recovery key of the service was made and its sheet shown once; `subject` is the key."""

    kind = "recovery.envelope_made"


@dataclass(frozen=True)
class EnvelopeRenewed(Event):
    """An envelope that was never confirmed, and to which nothing was sealed, counts no longer."""

    kind = "recovery.envelope_renewed"


@dataclass(frozen=True)
class EnvelopeTried(Event):
    """Whole words were typed that do not open the envelope; `subject` is the envelope's key."""

    kind = "recovery.envelope_tried"


@dataclass(frozen=True)
class KeysAsked(Event):
    """Somebody asked to have keys back; `subject` is the wish."""

    kind = "recovery.keys_asked"


@dataclass(frozen=True)
class KeysGivenBack(Event):
    """Somebody else opened the envelope for it; how many keys were sealed anew.

    `let_in_too`: the same person had issued the start code.
    """

    kind = "recovery.keys_given_back"
    granted: int = 0
    let_in_too: bool = False


@dataclass(frozen=True)
class KeysAskDropped(Event):
    """The wish was dropped; nothing was given."""

    kind = "recovery.keys_ask_dropped"
