"""Keeping the tables of the own door from telling more than their columns say."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from xinqiao.register.personal.models import PersonalAccount, PersonalSession
from xinqiao.register.personal.rules import idle_time


def forget_sessions(at: datetime) -> int:
    """Drop what is over, by its date or for want of a sign of life; how many there were."""
    quiet = Q()
    for shared in (True, False):
        quiet |= Q(shared=shared, seen_at__lte=at - idle_time(shared=shared))
    dropped, _each = PersonalSession.objects.filter(quiet | Q(until__lte=at)).delete()
    return dropped


@transaction.atomic
def level_accounts() -> int:
    """Seal every account anew; how many there are.

    PostgreSQL notes at each row which transaction wrote it last, and puts what was
    written later behind what was written before. In a copy of the data folder that
    would tell who has started an account, and about when. After this all rows are
    of one transaction, in an order drawn by lot.
    """
    rows = list(PersonalAccount.objects.select_for_update().order_by("pk"))
    secrets.SystemRandom().shuffle(rows)
    for row in rows:
        row.reseal()
    return len(rows)
