"""Keeping the tables of the own door from telling more than their columns say."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from xinqiao.register.personal.company import write
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
    """Write every account anew, in one transaction and in no order (`company`); how many there are."""
    rows = list(PersonalAccount.objects.select_for_update().order_by("pk"))
    write(rows, {})
    return len(rows)
