"""What may be done: take, ask, change, record."""

from xinqiao.office.messages.rules import NOTHING, Facts, MessageKind, register_kind

from .choosing import FamilyPhone, WayNotSetUp, choose_way, look_at_messages, set_message_rules
from .sending import deliver, deliver_due, forget_message, forget_old
from .telling import tell

__all__ = [
    "NOTHING",
    "Facts",
    "FamilyPhone",
    "MessageKind",
    "WayNotSetUp",
    "choose_way",
    "deliver",
    "deliver_due",
    "forget_message",
    "forget_old",
    "look_at_messages",
    "register_kind",
    "set_message_rules",
    "tell",
]
