"""The clauses app: no tables, only the catalogue."""

from django.apps import AppConfig


class ClausesConfig(AppConfig):
    """The catalogue of duties."""

    name = "xinqiao.core.clauses"
    label = "clauses"
