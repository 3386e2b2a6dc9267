"""Must: which papers a case has, what they hold, and until when they are written. Everything here is pure."""

from .codes import ONLY_ONE, TALKS, Channel, DropReason, Kind, SessionWay, Theme
from .content import Fault, IncompleteRecord, check_can_be_kept, check_complete, clean, coded_part
from .deadlines import due_at
from .fields import Field, FormDef, Section
from .forms import FORMS, carried, form_of, form_of_version, form_to_write
from .stages import NotYet, check_closing, check_may_write, check_revision, is_danger, reached_by

__all__ = [
    "FORMS",
    "ONLY_ONE",
    "TALKS",
    "Channel",
    "DropReason",
    "Fault",
    "Field",
    "FormDef",
    "IncompleteRecord",
    "Kind",
    "NotYet",
    "Section",
    "SessionWay",
    "Theme",
    "carried",
    "check_can_be_kept",
    "check_closing",
    "check_complete",
    "check_may_write",
    "check_revision",
    "clean",
    "coded_part",
    "due_at",
    "form_of",
    "form_of_version",
    "form_to_write",
    "is_danger",
    "reached_by",
]
