"""What an account shows beside the passphrase: a code from a phone, a passkey, or one of ten recovery codes."""

from uuid import uuid4

from django.db import models

from xinqiao.core.vault.fields import HouseSealedText
from xinqiao.register.accounts.models.account import Account


class Totp(models.Model):
    """The secret that a phone shares (RFC 6238), from the moment its first code was right.

    `last_step` is the time step of the last code that was taken: no code is taken twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.OneToOneField(Account, models.CASCADE, related_name="+")
    secret = HouseSealedText(kind="accounts.totp.secret")
    confirmed_at = models.DateTimeField()
    last_step = models.BigIntegerField(default=0)

    class Privacy:
        identifies = {"account"}
        sealed = {"secret"}
        plain = {"id", "confirmed_at", "last_step"}

    class Weight:
        name = "accounts.totp"
        version = 1
        fields = ("account_id", "secret", "confirmed_at")

    def __str__(self) -> str:
        return str(self.id)


class Passkey(models.Model):
    """A passkey (WebAuthn): its public half, and the name its owner gave it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    credential = models.BinaryField(max_length=1023, unique=True)
    public_key = models.BinaryField(max_length=2048)
    sign_count = models.BigIntegerField(default=0)
    name = models.CharField(max_length=40)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="passkey_by_account", fields=["account"])]

    class Privacy:
        identifies = {"account"}
        plain = {"id", "credential", "public_key", "sign_count", "name", "added_at"}

    class Weight:
        name = "accounts.passkey"
        version = 1
        fields = ("account_id", "credential", "public_key", "added_at")

    def __str__(self) -> str:
        return str(self.id)


class RecoveryCode(models.Model):
    """One of ten codes on paper, each good for one sign-in; kept as a keyed digest."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="recovery_code_once", fields=["account", "digest"])]

    class Privacy:
        identifies = {"account"}
        sealed = {"digest"}
        plain = {"id", "made_at", "used_at"}

    class Weight:
        name = "accounts.recovery_code"
        version = 1
        fields = ("account_id", "digest", "made_at", "used_at")

    def __str__(self) -> str:
        return str(self.id)
