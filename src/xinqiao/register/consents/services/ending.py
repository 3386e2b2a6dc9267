"""Taking back, striking out, and what the school asks."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.register.consents import policy, rules, selectors
from xinqiao.register.consents.events import ConsentRulesSet, ConsentStruck, ConsentWithdrawn
from xinqiao.register.consents.models import Consent, ConsentRules, EndedBecause
from xinqiao.register.consents.rules import FromFourteen, Giver, Purpose
from xinqiao.register.people.models import Client

from .changes import on_change


class AlreadyOver(Problem):
    """Somebody else was first, or there was nothing to take back."""

    def __init__(self) -> None:
        super().__init__(_("这份同意已经不作数了，没有再改动。"))


@transaction.atomic
def withdraw(*, actor: Actor, client: UUID, purpose: Purpose, by: Giver, how: str, at: datetime) -> list[Consent]:
    """Somebody takes their consent back; it has effect at once, and no reason is asked.

    Everything that this giver gave for the purpose ends; whoever stops the counselling
    stops the recording, too. Raises `Refused`, and `AlreadyOver` where nothing stands.
    """
    taken = take(Client, client)
    loaded = selectors.load(client)
    grant = require(actor, policy.may_take_back, taken, loaded.whose)
    over = {one.pk for one in rules.ended_by(loaded.signed, purpose, by, local(at).date())}
    if not over:
        raise AlreadyOver
    ended = [row for row in loaded.rows if row.pk in over]
    for row in ended:
        end(row, EndedBecause.WITHDRAWN, {"how": how.strip(), "by": by.value, "written_by": str(actor.pk)}, at)
        record(ConsentWithdrawn(subject=row.pk, about=taken.pk), grant, rows=[row], at=at)
    on_change.call(grant, taken.pk, at)
    return ended


@transaction.atomic
def strike_consent(*, actor: Actor, consent: UUID, reason: str, at: datetime) -> Consent:
    """It was entered by mistake and never counted; the line stays. Raises `Refused`, `AlreadyOver` and `Problem`."""
    found = take(Consent, consent, lock=False)
    take(Client, found.client_id)
    taken = take(Consent, consent)
    loaded = selectors.load(taken.client_id)
    grant = require(actor, policy.may_strike, taken, loaded.whose)
    if taken.ended_at is not None:
        raise AlreadyOver
    if not reason.strip():
        raise Problem(_("请写明哪里登记错了。"), status=422)
    end(taken, EndedBecause.MISTAKE, {"how": reason.strip(), "written_by": str(actor.pk)}, at)
    record(ConsentStruck(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    on_change.call(grant, taken.client_id, at)
    return taken


@transaction.atomic
def set_rules(
    *,
    actor: Actor,
    from_14: FromFourteen,
    verbal_days: int,
    at: datetime,
    renews: bool = True,
    kept_years: int | None = None,
) -> ConsentRules:
    """What the school asks from fourteen on, and for how many days a word will do (0: never). Raises `Problem`.

    `renews`: whoever agreed to a text that says something else by now is asked anew.
    `kept_years` stands in the notices: how long records are kept after somebody has left.
    """
    grant = require(actor, policy.may_set_rules)
    if not 0 <= verbal_days <= rules.MOST_VERBAL_DAYS:
        raise Problem(_("口头同意最多管 %(days)d 天。") % {"days": rules.MOST_VERBAL_DAYS}, status=422)
    decided = {"from_14": from_14.value, "verbal_days": verbal_days, "renews": renews, "kept_years": kept_years}
    row, _made = ConsentRules.objects.update_or_create(only=True, defaults=decided)
    record(ConsentRulesSet(subject=row.pk), grant, rows=[row], at=at)
    return row


def end(row: Consent, because: EndedBecause, detail: dict[str, str], at: datetime) -> None:
    """Part of taking back and striking out: from now on it counts no more."""
    row.ended_at, row.ended_because, row.ended_detail = at, because.value, detail
    row.save(update_fields=["ended_at", "ended_because", "ended_detail"])
