"""How a client wants to be reminded, what they have looked at, and what the school lets messages name."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require
from xinqiao.core.ledger import Removed, record
from xinqiao.office.messages import policy, selectors, sending
from xinqiao.office.messages.events import MessageRulesSet, WayChosen
from xinqiao.office.messages.models import Message, MessageRules, Preference
from xinqiao.office.messages.selectors import IN_APP, SMS, Line
from xinqiao.register.people.selectors import person_behind


class WayNotSetUp(Problem):
    """The school has no such way."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("学校还没有开通这种提醒。"))


class FamilyPhone(Problem):
    """The address is one of the family's, and the pupil has not said that they may see it."""

    status = 422

    def __init__(self, way: str) -> None:
        phone, mail = _("这是家里人的号码。"), _("这是家里人的邮箱。")
        asks = _("家里人会看到提醒。可以的话，请在下面勾选；不可以，就换一个，或者只在这里看。")
        super().__init__((phone if way == SMS else mail) + asks)


@transaction.atomic
def choose_way(*, actor: Actor, way: str, address: str, family: bool, at: datetime) -> Preference:
    """Say how to be reminded from now on. Raises `WayNotSetUp`, `FamilyPhone`.

    What somebody chooses whom no counsellor knows holds for what comes from the same start alone:
    whoever holds somebody else's slip does not turn that person's messages to themselves.
    """
    grant = require(actor, policy.may_have_messages)
    assert actor.pk is not None  # clients have a number
    if way != IN_APP:
        _check_way(actor, way, address, family)
    made_in = None if actor.is_known else actor.start
    choice = {
        "way": way,
        "address": "" if way == IN_APP else address,
        "language": get_language() or "",
        "family": family,
    }
    kept, is_new = Preference.objects.select_for_update(of=("self",)).get_or_create(
        client_id=actor.pk, made_in=made_in, defaults={"choice": choice, "chosen_at": at}
    )
    if not is_new:
        kept.choice, kept.chosen_at = choice, at
        kept.save(update_fields=["choice", "chosen_at"])
    gone = _supersede(actor) if actor.is_known else []
    record(WayChosen(subject=kept.pk, about=actor.pk), grant, rows=[kept, *gone], at=at)
    return kept


def _check_way(actor: Actor, way: str, address: str, family: bool) -> None:
    if sending.sender_for(way) is None or not address:
        raise WayNotSetUp
    person = person_behind(actor.pk) if actor.pk else None
    if person is not None and not family and selectors.is_of_the_family(person, address):
        raise FamilyPhone(way)


def _supersede(actor: Actor) -> list[Removed]:
    """What was chosen from this start before a counsellor knew its owner holds no longer."""
    before = Preference.objects.filter(client=actor.pk, made_in=actor.start, made_in__isnull=False)
    gone = [Removed(Preference, pk) for pk in before.values_list("pk", flat=True)]
    before.delete()
    return gone


@transaction.atomic
def look_at_messages(*, actor: Actor, at: datetime) -> list[Line]:
    """The own messages, newest first. That they were looked at is kept; when is not, and the ledger hears nothing."""
    require(actor, policy.may_have_messages)
    lines = selectors.messages_for(actor)
    Message.objects.filter(pk__in=[line.message.pk for line in lines if line.is_new]).update(is_seen=True)
    return lines


@transaction.atomic
def set_message_rules(*, actor: Actor, names_place: bool, at: datetime) -> MessageRules:
    """Decide whether messages that leave the house, and calendars, may name the place."""
    grant = require(actor, policy.may_run_messages)
    taken, _new = MessageRules.objects.select_for_update(of=("self",)).get_or_create(only=True)
    taken.names_place = names_place
    taken.save(update_fields=["names_place"])
    record(MessageRulesSet(subject=taken.pk), grant, rows=[taken], at=at)
    return taken
