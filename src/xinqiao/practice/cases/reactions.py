"""Whatever becomes of a visit is known here at once."""

from xinqiao.practice.cases.services.visits import visit_changed
from xinqiao.practice.scheduling.services import on_visit_change

on_visit_change(visit_changed)
