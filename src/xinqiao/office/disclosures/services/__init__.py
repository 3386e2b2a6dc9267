"""Giving, taking back, opening at one's own door, and noting what was printed: take, ask, change, record."""

from .giving import NotPreviewed, disclose, take_back
from .noting import note_leaving
from .seeing import Opened, open_given
from .withdrawing import consents_changed

__all__ = [
    "NotPreviewed",
    "Opened",
    "consents_changed",
    "disclose",
    "note_leaving",
    "open_given",
    "take_back",
]
