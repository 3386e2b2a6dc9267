"""The credentials area."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    """Who has shown and signed what has to be shown and signed."""

    name = "xinqiao.register.credentials"
    label = "credentials"
