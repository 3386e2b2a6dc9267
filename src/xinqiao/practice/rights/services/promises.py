"""What is owed to whoever asked. The words are the same for every right, so that a list tells nothing of it."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Grant, Post
from xinqiao.office.obligations.services import Kind, keep, promise, register_kind
from xinqiao.practice.rights.models import RightsRequest

_VERB = _("答复一份权利申请")

ANSWER = register_kind(
    Kind(
        key="rights.answer",
        verb=_VERB,
        escalates_to=(Post.DIRECTOR, Post.PRINCIPAL),
        remind_before=timedelta(days=1),
        escalate_after=timedelta(days=1),
    )
)
# It may be about the director: it climbs past them.
ANSWER_APART = register_kind(
    Kind(
        key="rights.answer_apart",
        verb=_VERB,
        escalates_to=(Post.PRINCIPAL, Post.LEADING_GROUP),
        remind_before=timedelta(days=1),
        escalate_after=timedelta(days=1),
    )
)


def kind_for(request: RightsRequest) -> Kind:
    """Which of the two promises stands behind a request."""
    return ANSWER_APART if request.is_apart else ANSWER


def owe(request: RightsRequest, grant: Grant, at: datetime) -> None:
    """An answer is owed. What is answered apart names no client on anybody's list."""
    promise(
        grant=grant,
        kind=kind_for(request).key,
        subject=request.pk,
        owner=request.owner_id,
        post=Post(request.post),
        about=None if request.is_apart else request.client_id,
        due_at=request.due_at,
        at=at,
    )


def settle(request: RightsRequest, grant: Grant, at: datetime) -> None:
    """Nothing is owed any more."""
    keep(grant=grant, kind=kind_for(request).key, subject=request.pk, at=at)
