"""The people area."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who there is."""

    name = "xinqiao.register.people"
    label = "people"
