"""What the team owes itself: papers that are renewed in time, and keys that are given back by two people."""

from .keys import GIVE_KEYS, SEE_KEYS, announce_keys, look_after_keys
from .papers import RENEW, SEE_RENEWAL, announce_expiries, look_ahead

__all__ = [
    "GIVE_KEYS",
    "RENEW",
    "SEE_KEYS",
    "SEE_RENEWAL",
    "announce_expiries",
    "announce_keys",
    "look_after_keys",
    "look_ahead",
]
