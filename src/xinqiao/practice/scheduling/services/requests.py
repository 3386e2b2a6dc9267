"""What guardians ask for their children. Asked is the counsellor; whether there is a talk is the child's to say."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Post, Problem, require, take
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.office.obligations.services import keep, promise
from xinqiao.practice.scheduling import policy, rules, selectors
from xinqiao.practice.scheduling.events import TalkAskedFor, TalkRequestAnswered, TalkRequestWithdrawn
from xinqiao.practice.scheduling.models import RequestState, TalkRequest
from xinqiao.register.people.models import Client
from xinqiao.register.people.selectors import school_calendar

from .booking import StalePage
from .promises import TALK_FOR_CHILD

LONGEST_WORDS = 300


@transaction.atomic
def ask_for_child(*, actor: Actor, child: UUID, words: str, token: UUID, at: datetime) -> TalkRequest:
    """Ask that somebody talk with one's child. Nothing is booked, and the child is asked first.

    Raises `StalePage`, and `Problem` while an earlier request of the same guardian waits.
    """
    taken = take(Client, child)
    grant = require(actor, policy.may_ask_for_child, taken)
    known = TalkRequest.objects.filter(token=token).first()
    if known is not None:
        if known.asker_id != actor.pk or known.child_id != child:
            raise StalePage
        return known
    if len(words) > LONGEST_WORDS:
        raise Problem(_("请写短一些，三百字以内。"), status=422)
    assert actor.pk is not None  # a guardian is somebody
    assert actor.start is not None  # and has started an account
    try:
        with transaction.atomic():
            made = TalkRequest.objects.create(
                asker_id=actor.pk,
                child_id=child,
                words=words.strip(),
                made_at=at,
                made_in=actor.start,
                unsure=not actor.is_known,
                token=token,
            )
    except IntegrityError:
        raise Problem(_("你提出的请求老师还没有处理完，不用再提一次。")) from None
    owner, day = selectors.whose_child(child), local(at).date()
    promise(
        grant=grant,
        kind=TALK_FOR_CHILD.key,
        subject=made.pk,
        about=child,
        owner=owner,
        post=None if owner else Post.COUNSELLOR,
        due_at=rules.first_appointment_due(day, selectors.service_rules().first_within_days, school_calendar(day)),
        at=at,
    )
    record(TalkAskedFor(subject=made.pk, about=child), grant, rows=[made], at=at)
    return made


@transaction.atomic
def withdraw_request(*, actor: Actor, request: UUID, at: datetime) -> TalkRequest:
    """Take a request back. Raises `WrongState`."""
    taken = take(TalkRequest, request)
    grant = require(actor, policy.may_withdraw_request, taken)
    taken.end(RequestState.WITHDRAWN, at=at)
    keep(grant=grant, kind=TALK_FOR_CHILD.key, subject=taken.pk, at=at)
    record(TalkRequestWithdrawn(subject=taken.pk, about=taken.child_id), grant, rows=[taken], at=at)
    return taken


@transaction.atomic
def answer_request(*, actor: Actor, request: UUID, at: datetime) -> TalkRequest:
    """A counsellor has spoken with the child, or done what was right. The guardian learns that, and not what. Raises `WrongState`."""
    taken = take(TalkRequest, request)
    grant = require(actor, policy.may_answer_request, taken)
    taken.end(RequestState.ANSWERED, at=at, by=actor.pk)
    keep(grant=grant, kind=TALK_FOR_CHILD.key, subject=taken.pk, at=at)
    record(TalkRequestAnswered(subject=taken.pk, about=taken.child_id), grant, rows=[taken], at=at)
    return taken
