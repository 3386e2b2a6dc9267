"""Whoever asked is told that there is an answer: neutrally, by the way they chose."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Grant
from xinqiao.office.messages.services import MessageKind, register_kind, tell
from xinqiao.practice.rights.models import RightsRequest

ANSWERED = register_kind(MessageKind("rights.answered", _("你问的事，有答复了。"), leads_to="rights:list"))


def tell_asker(*, grant: Grant, request: RightsRequest, at: datetime) -> None:
    """Once for each answer; who asked with a slip alone is told at that start only."""
    tell(
        grant=grant, client=request.asker_id, kind=ANSWERED.key, made_in=request.made_in, once=request.pk, at=at
    )  # fmt: skip
