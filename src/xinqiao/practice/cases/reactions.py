"""Whatever becomes of a visit or a consent is known here at once."""

from xinqiao.practice.cases.selectors import dossiers_of, who_serves, works_with
from xinqiao.practice.cases.services.consent import consents_changed
from xinqiao.practice.cases.services.visits import visit_changed
from xinqiao.practice.scheduling.selectors import on_own_counsellor
from xinqiao.practice.scheduling.services import on_visit_change
from xinqiao.register.consents.selectors import on_who_serves
from xinqiao.register.consents.services import on_change
from xinqiao.register.recovery.services import on_recovery

on_visit_change.add(visit_changed)
on_change.add(consents_changed)
on_who_serves.add(who_serves)
on_own_counsellor.add(works_with)
on_recovery.add(dossiers_of)
