"""Accounts: who may sign in."""

from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from xinqiao.register.people.models import Staff


class Account(AbstractBaseUser):
    """An account of a member of staff. It says who signs in; the posts say what for."""

    last_login = None
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sign_in = models.CharField(max_length=40, unique=True)
    staff = models.OneToOneField(Staff, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "sign_in"
    REQUIRED_FIELDS: list[str] = []

    class Privacy:
        identifies = {"sign_in", "staff"}
        sealed = {"password"}
        plain = {"id", "closed_at"}

    class Weight:
        name = "accounts.account"
        version = 1
        fields = ("sign_in", "staff_id", "closed_at", "password")

    def __str__(self) -> str:
        return self.sign_in

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether the account has not been closed."""
        return self.closed_at is None
