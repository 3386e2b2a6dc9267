"""Accounts: who may sign in."""

from typing import Any, ClassVar, NoReturn
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from xinqiao.register.people.models import Staff


class Account(AbstractBaseUser):
    """An account of a member of staff. It says who signs in; the posts say what for.

    `password` is a verifier under the instance key, and empty until the owner
    has set a passphrase with the start code that the director handed over.
    """

    last_login = None
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sign_in = models.CharField(max_length=40, unique=True)
    staff = models.OneToOneField(Staff, models.PROTECT, related_name="+")
    password = models.CharField(max_length=255, blank=True)
    passphrase_set_at = models.DateTimeField(null=True, blank=True)
    start_code = models.BinaryField(max_length=32, null=True, blank=True)
    start_code_until = models.DateTimeField(null=True, blank=True)
    pin = models.CharField(max_length=255, blank=True)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "sign_in"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_start_code_runs_out",
                condition=Q(start_code__isnull=True, start_code_until__isnull=True)
                | Q(start_code__isnull=False, start_code_until__isnull=False),
            ),
            models.CheckConstraint(
                name="account_passphrase_has_a_day",
                condition=Q(password="", passphrase_set_at__isnull=True)
                | (~Q(password="") & Q(passphrase_set_at__isnull=False)),
            ),
        ]

    class Privacy:
        identifies = {"sign_in", "staff"}
        sealed = {"password", "start_code", "pin"}
        plain = {"id", "passphrase_set_at", "start_code_until", "made_at", "closed_at"}

    class Weight:
        name = "accounts.account"
        version = 1
        fields = ("sign_in", "staff_id", "closed_at", "password", "pin", "start_code", "start_code_until")

    def __str__(self) -> str:
        return self.sign_in

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether the account has not been closed."""
        return self.closed_at is None

    @property
    def waits_for_its_owner(self) -> bool:
        """Whether nobody has set a passphrase since the account was made or reset."""
        return self.password == ""

    def set_password(self, raw_password: str | None) -> NoReturn:
        """Refused: `services.passphrases` is the one place that sets a passphrase."""
        raise TypeError("a passphrase is set by services.passphrases and nowhere else")

    def check_password(self, raw_password: str | None) -> NoReturn:
        """Refused: `proving` is the one place that asks, because it counts the tries."""
        raise TypeError("a passphrase is checked by proving and nowhere else")

    def get_session_auth_hash(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: sessions end when a passphrase changes because their rows are ended."""
        raise TypeError("sessions are rows of their own")
