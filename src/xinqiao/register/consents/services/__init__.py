"""Entering what was signed or said, and taking it back.

Everybody who writes about a client takes the client's number first, so that one
waits for the other and nobody in a circle. A pupil's own row is never locked.
"""

from .asking import NAMES_THE_USE, ask_on_screen, call_off
from .changes import on_change
from .deciding import TextHasChanged, agree, decline, withdraw_own
from .ending import AlreadyOver, set_rules, strike_consent, withdraw
from .entering import note_verbal_consent, open_consents, open_signed, record_paper_consent
from .scans import attach_scan, open_scan
from .situations import open_situation, write_situation

__all__ = [
    "NAMES_THE_USE",
    "AlreadyOver",
    "TextHasChanged",
    "agree",
    "ask_on_screen",
    "attach_scan",
    "call_off",
    "decline",
    "note_verbal_consent",
    "on_change",
    "open_consents",
    "open_scan",
    "open_signed",
    "open_situation",
    "record_paper_consent",
    "set_rules",
    "strike_consent",
    "withdraw",
    "withdraw_own",
    "write_situation",
]
