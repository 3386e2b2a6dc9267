"""Answering: reading the request, answering it once, having another counsellor answer."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take, take_all
from xinqiao.core.clock import local
from xinqiao.core.ledger import record, record_reading
from xinqiao.office.disclosures.models import Disclosure, addressed_to
from xinqiao.office.obligations.models import Obligation
from xinqiao.office.obligations.services import hand_over
from xinqiao.practice.cases.selectors import open_case_of, who_serves
from xinqiao.practice.rights import policy, rules, selectors
from xinqiao.practice.rights.events import RightAnswered, RightOpened, RightPassedOn
from xinqiao.practice.rights.models import RightsRequest, State
from xinqiao.practice.rights.rules import GIVES, LONGEST_NOTE, LONGEST_TEXT, Decision, Right
from xinqiao.practice.rights.selectors import RequestShown
from xinqiao.practice.rights.states import check_move
from xinqiao.register.consents.selectors import band_on, load
from xinqiao.register.people.models import Client
from xinqiao.register.people.selectors import actor_for

from .promises import kind_for, settle
from .telling import tell_asker


class AnswerNeeds(Problem):
    """Something has to be known or done before this answer may be given."""

    status = 422


@dataclass(frozen=True)
class Said:
    """An answer: what was decided, in which words; for a guardian's request what the child says to it."""

    decision: Decision
    words: str = field(repr=False)
    view: str = field(default="", repr=False)
    assent: bool = False


def open_request(*, actor: Actor, request: UUID, at: datetime) -> RequestShown:
    """One request with its words, for whoever answers it; the reading is on record first. Raises `Refused`."""
    taken = take(RightsRequest, request, lock=False)
    grant = require(actor, policy.may_answer, taken, at)
    record_reading(RightOpened(subject=taken.pk, about=taken.client_id), grant, at=at)
    return selectors.shown(actor, taken, at)


@transaction.atomic
def answer_request(*, actor: Actor, request: UUID, said: Said, at: datetime) -> RightsRequest:
    """Answer, once; a no says why. Raises `Refused`, `WrongState`, and `AnswerNeeds` with what is lacking."""
    taken = _take(request)
    grant = require(actor, policy.may_answer, taken, at)
    check_move(State(taken.state), State.ANSWERED)
    _check_words(said)
    _check_child(taken, said, at)
    stops = taken.right is Right.STOP and said.decision is Decision.GRANTED
    if stops and open_case_of(taken.client_id) is not None:
        raise AnswerNeeds(_("他的个案还开着。先结案，再答复“照办”。"))
    answer = {"decision": said.decision.value, "words": said.words.strip()}
    if taken.is_by_guardian:
        answer |= {"view": said.view.strip(), "assent": "yes" if said.assent else ""}
    taken.end(State.ANSWERED, at=at, by=actor.pk, answer=answer)
    settle(taken, grant, at)
    record(RightAnswered(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    tell_asker(grant=grant, request=taken, at=at)
    return taken


@transaction.atomic
def pass_on(*, actor: Actor, request: UUID, to_staff: UUID, at: datetime) -> RightsRequest:
    """Another counsellor answers, by the same day. Raises `Refused`, and `WrongState` for what is over."""
    taken = _take(request)
    receiver = actor_for(to_staff, local(at).date())
    grant = require(actor, policy.may_pass_on, taken, receiver, at)
    check_move(State(taken.state), State.ANSWERED)
    taken.owner_id = receiver.pk
    taken.save(update_fields=["owner"])
    owed = Obligation.objects.filter(kind=kind_for(taken).key, subject=taken.pk, ended_at=None).first()
    if owed is not None and receiver.pk is not None:
        hand_over(actor=actor, obligation=owed.pk, to_staff=receiver.pk, at=at)
    event = RightPassedOn(subject=taken.pk, about=taken.client_id, to=to_staff)
    record(event, grant, rows=[taken], at=at)
    return taken


def _take(request: UUID) -> RightsRequest:
    found = take(RightsRequest, request, lock=False)
    take_all(Client, {found.client_id, found.asker_id})
    return take(RightsRequest, request)


def _check_words(said: Said) -> None:
    if not 2 <= len(said.words.strip()) <= LONGEST_TEXT or len(said.view) > LONGEST_TEXT:
        raise AnswerNeeds(_("请写答复，2 到 %(most)d 个字；不能照办的，写明为什么。") % {"most": LONGEST_TEXT})


def _check_child(taken: RightsRequest, said: Said, at: datetime) -> None:
    """A guardian is answered after the child was heard; from fourteen on nothing is given against the child's will."""
    if not rules.needs_childs_view(taken.right, asked_by_guardian=taken.is_by_guardian):
        return
    if not said.view.strip():
        raise AnswerNeeds(_("监护人提的，先听听学生自己怎么说，再写在“学生本人的意见”里。"))
    band = band_on(load(taken.client_id), local(at).date())
    asks_yes = rules.needs_childs_yes(taken.right, band, asked_by_guardian=True)
    if asks_yes and not said.assent and said.decision is not Decision.REFUSED:
        raise AnswerNeeds(_("学生满了 14 岁。他没有同意，就不能把他的资料告诉监护人。"))
    _check_leaving(taken, said)


def _check_leaving(taken: RightsRequest, said: Said) -> None:
    """What a guardian is given of a case is given as a copy of its own, by consent or ground, and is in the child's list.

    The answer itself says what was done and no more.
    """
    gives = taken.right in GIVES and said.decision is not Decision.REFUSED
    if not gives or not who_serves(taken.client_id):
        return
    if len(said.words.strip()) > LONGEST_NOTE:
        words = {"most": LONGEST_NOTE}
        raise AnswerNeeds(_("给监护人的答复只写办了什么，最多 %(most)d 个字；资料另外给。") % words)
    given = Disclosure.objects.filter(
        client=taken.client_id, addressed=addressed_to(taken.client_id, taken.asker_id), given_at__gte=taken.asked_at
    )
    if not given.exists():
        raise AnswerNeeds(_("先在个案里把能说的给监护人看（要有同意或者法定的理由），再来答复。"))
