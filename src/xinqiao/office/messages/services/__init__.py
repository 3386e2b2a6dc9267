"""What may be done: take, ask, change, record."""

from xinqiao.office.messages.rules import NOTHING, Facts, MessageKind, register_kind

from .telling import tell

__all__ = ["NOTHING", "Facts", "MessageKind", "register_kind", "tell"]
