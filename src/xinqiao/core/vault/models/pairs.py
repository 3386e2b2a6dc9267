"""Key pairs. A public half stands here with its check value; a private half only ever sealed.

The check value is made under the instance key over the kind of pair, its id,
whom it belongs to and its public keys, so that none of them can be exchanged by
whoever has the database alone. The ledger knows each pair, too (`pinning`).
"""

from uuid import uuid4

from django.db import models


class KeyPair(models.Model):
    """What all four have. `public` says its suite in front, as ciphertexts do."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    public = models.BinaryField(max_length=200)
    mac = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    what = ""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.what} {self.id}"

    def belongs(self) -> bytes:
        """To what or whom the pair belongs, for the check value."""
        raise NotImplementedError

    def public_halves(self) -> tuple[bytes, ...]:
        """Every public key of the pair, for the check value."""
        return (bytes(self.public),)


class PersonKey(KeyPair):
    """The keys of a member of staff: one pair to open with, one to sign with.

    `sealed` holds both private halves, under the owner's passphrase. `locks`
    counts how often the owner's vault was locked: an unlocking that began
    before a lock finds another number and is refused.
    """

    owner = models.UUIDField()
    signing = models.BinaryField(max_length=200)
    sealed = models.BinaryField(max_length=1000)
    locks = models.PositiveBigIntegerField(default=0)

    what = "person"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="vault_one_key_per_person", fields=["owner"], condition=models.Q(ended_at=None)
            ),
        ]

    class Privacy:
        identifies = {"owner"}
        sealed = {"sealed"}
        plain = {"id", "public", "mac", "made_at", "ended_at", "signing", "locks"}

    class Weight:
        name = "vault.person_key"
        version = 2
        fields = ("owner", "public", "signing", "mac", "made_at", "ended_at", "sealed")
        earlier = {1: ("owner", "public", "signing", "mac", "made_at", "ended_at")}

    def belongs(self) -> bytes:
        """The owner."""
        return self.owner.bytes

    def public_halves(self) -> tuple[bytes, ...]:
        """To seal to, and to verify with."""
        return bytes(self.public), bytes(self.signing)


class TeamKey(KeyPair):
    """The pair of a team, such as the duty desk; its private half lies in grants to its members."""

    name = models.CharField(max_length=40)

    what = "team"

    class Meta:
        constraints = [
            models.UniqueConstraint(name="vault_one_key_per_team", fields=["name"], condition=models.Q(ended_at=None)),
        ]

    class Privacy:
        plain = {"id", "public", "mac", "made_at", "ended_at", "name"}

    class Weight:
        name = "vault.team_key"
        version = 1
        fields = ("name", "public", "mac", "made_at", "ended_at")

    def belongs(self) -> bytes:
        """The team's name."""
        return self.name.encode()


class Dossier(KeyPair):
    """What confidential material hangs on: a case, a letter thread, a crisis. It names nobody."""

    kind = models.CharField(max_length=40)

    what = "dossier"

    class Privacy:
        plain = {"id", "public", "mac", "made_at", "ended_at", "kind"}

    class Weight:
        name = "vault.dossier"
        version = 1
        fields = ("kind", "public", "mac", "made_at", "ended_at")

    def belongs(self) -> bytes:
        """The kind of material."""
        return self.kind.encode()


class RecoveryKey(KeyPair):
    """The pair of the sealed envelope. Its private half is nowhere but on the sheet."""

    only = models.BooleanField(default=True, editable=False)
    confirmed_at = models.DateTimeField(null=True)

    what = "recovery"

    class Meta:
        constraints = [
            models.UniqueConstraint(name="vault_one_recovery_key", fields=["only"], condition=models.Q(ended_at=None)),
        ]

    class Privacy:
        plain = {"id", "public", "mac", "made_at", "ended_at", "only", "confirmed_at"}

    class Weight:
        name = "vault.recovery_key"
        version = 1
        fields = ("public", "mac", "made_at", "confirmed_at", "ended_at")

    def belongs(self) -> bytes:
        """The service itself."""
        return b""
