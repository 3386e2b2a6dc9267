"""What may be done: fix the threshold, take figures along."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Grant, Problem, require
from xinqiao.core.clock.words import full_day
from xinqiao.core.ledger import record
from xinqiao.core.ledger.selectors import entries_on
from xinqiao.oversight.figures import policy, selectors
from xinqiao.oversight.figures.events import FiguresExported, LeastSet
from xinqiao.oversight.figures.models import FigureRules
from xinqiao.oversight.figures.rules import FEWEST, LEAST_STAYS, MOST
from xinqiao.oversight.figures.selectors import Period, Report


@transaction.atomic
def set_least(*, actor: Actor, least: int, at: datetime) -> FigureRules:
    """Fix from how many people on a number is shown, for the length of a term.

    Raises `Problem` below three and above twenty, and while the last one stays.
    """
    grant = require(actor, policy.may_set_least)
    if not FEWEST <= least <= MOST:
        raise Problem(_("人数门槛在 3 到 20 之间。"), status=422)
    rules, _made = FigureRules.objects.select_for_update().get_or_create(only=True)
    _check_stays_no_longer(rules, grant, at)
    rules.least = least
    rules.save(update_fields=["least"])
    record(LeastSet(subject=rules.pk), grant, rows=[rules], at=at)
    return rules


@transaction.atomic
def export_figures(*, actor: Actor, period: Period, at: datetime) -> Report:
    """The published figures of a period, to be carried off as a workbook; that they were is written down."""
    grant = require(actor, policy.may_see_figures)
    report = selectors.report_of(selectors.counted(period))
    record(FiguresExported(subject=period.pk), grant, at=at)
    return report


def _check_stays_no_longer(rules: FigureRules, grant: Grant, at: datetime) -> None:
    set_before = [entry.at for entry in entries_on(grant, {rules.pk}) if entry.kind == LeastSet.kind]
    if set_before and at < max(set_before) + LEAST_STAYS:
        until = full_day(max(set_before) + LEAST_STAYS)
        raise Problem(
            _("人数门槛定下后用一个学期，%(until)s 以后才能再改：同一张表按几个门槛各看一遍，就能算出没有公布的数。")
            % {"until": until}
        )
