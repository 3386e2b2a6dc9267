"""The accounts area."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may sign in."""

    name = "xinqiao.register.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Make the hourly job known; procrastinate's app is ready by now."""
        import xinqiao.register.accounts.jobs  # noqa: F401, PLC0415
