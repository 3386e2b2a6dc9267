"""What one client sees at the own door: messages, and how they are reminded."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from xinqiao.core.access import Actor
from xinqiao.office.messages import policy, rules
from xinqiao.office.messages.events import Outcome
from xinqiao.office.messages.models import Delivery, Message, Preference, no_choice
from xinqiao.office.messages.rules import Facts, MessageKind

from .ways import Way

MOST = 100


@dataclass(frozen=True)
class Line:
    """One message as its reader sees it. At the own door the place is always said: whoever reads it has come in."""

    message: Message
    kind: MessageKind

    @property
    def sentence(self) -> str:
        """The message."""
        return rules.sentence(self.kind, Facts.from_kept(self.message.facts), with_place=True)

    @property
    def made_at(self) -> datetime:
        """When it came."""
        return self.message.made_at

    @property
    def is_new(self) -> bool:
        """Whether it has not been looked at before."""
        return not self.message.is_seen


def messages_for(actor: Actor) -> list[Line]:
    """The newest messages of this person; what an area no longer declares is not shown."""
    rows = Message.objects.filter(policy.own_messages(actor)).order_by("-made_at", "pk")[:MOST]
    known = {kind.key: kind for kind in rules.all_kinds()}
    return [Line(row, known[row.kind]) for row in rows if row.kind in known]


def unseen_for(actor: Actor) -> int:
    """How many messages have not been looked at; for the own door's first page."""
    keys = [kind.key for kind in rules.all_kinds()]
    return Message.objects.filter(policy.own_messages(actor), is_seen=False, kind__in=keys).count()


@dataclass(frozen=True)
class OwnWay:
    """How this person is reminded. `from_before` was chosen before any counsellor knew them, and holds for little."""

    way: Way
    from_before: bool = False
    went_wrong: bool = False


def own_way(actor: Actor) -> OwnWay:
    """What this person has chosen. Who came with a slip alone sees what was chosen from the same start, nothing older."""
    if actor.pk is None or not policy.may_have_messages(actor):
        return OwnWay(Way())
    seen = Q(made_in=None) if actor.is_known else Q(pk__in=[])
    if actor.start is not None:
        seen |= Q(made_in=actor.start)
    row = Preference.objects.filter(seen, client=actor.pk).order_by(F("made_in").asc(nulls_first=True)).first()
    kept = row.choice if row else no_choice()
    way = Way(kept["way"], kept["address"], kept["language"], kept["family"])
    return OwnWay(way, bool(row and row.made_in and actor.is_known), way.leaves and _went_wrong(actor))


def _went_wrong(actor: Actor) -> bool:
    """Whether the last message that was to leave the house did not."""
    own = Message.objects.filter(policy.own_messages(actor))
    ended = Delivery.objects.filter(message__in=own).exclude(outcome="")
    last = ended.order_by("-message__made_at").values_list("outcome", flat=True).first()
    return last == Outcome.FAILED
