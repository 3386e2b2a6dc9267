"""The accounts area."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts area."""

    name = "xinqiao.register.accounts"
    label = "accounts"
