"""What the school sets."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require
from xinqiao.core.ledger import record
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.events import CaseRulesSet
from xinqiao.practice.cases.models import LONGEST_HOURS, CaseRules


@transaction.atomic
def set_case_rules(
    *, actor: Actor, file_within_hours: int, names_readers: bool | None = None, at: datetime
) -> CaseRules:
    """Set within how many hours a record is written; what is due already stays due as it is. Raises `Problem`.

    `names_readers`: whether clients see the names of those who read their file beside the posts; left as it is if not said.
    """
    grant = require(actor, policy.may_set_case_rules)
    if not 1 <= file_within_hours <= LONGEST_HOURS:
        raise Problem(_("写记录的期限在 1 小时到 14 天之间。"), status=422)
    decided: dict[str, object] = {"file_within_hours": file_within_hours}
    if names_readers is not None:
        decided["names_readers"] = names_readers
    rules, _made = CaseRules.objects.select_for_update().update_or_create(only=True, defaults=decided)
    record(CaseRulesSet(subject=rules.pk), grant, rows=[rules], at=at)
    return rules
