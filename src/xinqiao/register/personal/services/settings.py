"""What the school decides about the own door."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require
from xinqiao.core.ledger import record
from xinqiao.register.personal import policy
from xinqiao.register.personal.events import DoorRulesSet
from xinqiao.register.personal.models import DoorRules
from xinqiao.register.personal.rules import MOST_NETWORKS, OLDEST, YOUNGEST, read_networks


@transaction.atomic
def set_door_rules(
    *, actor: Actor, lowest_age: int, guardians: bool, networks: str, address: str, at: datetime
) -> DoorRules:
    """From which age, whether for guardians, which networks are shared, and the address on the slips. Raises `Problem`."""
    grant = require(actor, policy.may_set_door_rules)
    if not YOUNGEST <= lowest_age <= OLDEST:
        raise Problem(_("年龄要在 %(from)d 到 %(to)d 岁之间。") % {"from": YOUNGEST, "to": OLDEST}, status=422)
    try:
        read = read_networks(networks)
    except ValueError as wrong:
        raise Problem(_("“%(word)s”不是网段，要写成 192.168.0.0/16 这样。") % {"word": wrong}, status=422) from None
    if len(read) > MOST_NETWORKS:
        raise Problem(_("网段最多写 %(most)d 个。") % {"most": MOST_NETWORKS}, status=422)
    decided = {"lowest_age": lowest_age, "guardians": guardians, "networks": read, "address": address.strip()}
    row, _made = DoorRules.objects.update_or_create(only=True, defaults=decided)
    record(DoorRulesSet(subject=row.pk), grant, rows=[row], at=at)
    return row
