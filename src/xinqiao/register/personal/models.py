"""Accounts of pupils and guardians, and their open sessions.

Every pupil gets a slip and with it an account, so that having one tells nothing.
What would tell that somebody uses it, or when, lies under the house seal: whether
it was started, by what, and since when. Nothing keeps the day of a sign-in, and a
session names its account only under the seal. No row here names a client number
in the open, and no transaction writes here and in the work.
"""

from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from xinqiao.core.vault import house
from xinqiao.core.vault.fields import HouseSealedJSON
from xinqiao.register.people.models import ClientKind

KINDS = (ClientKind.STUDENT, ClientKind.GUARDIAN)


def nothing_yet() -> dict[str, Any]:
    """The state of an account that nobody has started."""
    return {"verifier": "", "start": None, "known": False}


class PersonalAccount(models.Model):
    """How one pupil or one guardian comes in.

    `state`, under the seal: `verifier` of the PIN or passphrase; `start`, which
    names this start of the account anew whenever a slip is used; `known` once a
    counsellor gave a code from hand to hand; and the digests of slip and code.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.label) for kind in KINDS])
    person = models.UUIDField()
    sign_in = models.CharField(max_length=40, unique=True)
    state = HouseSealedJSON(kind="personal.account.state", default=nothing_yet)
    closed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_account_for_each", fields=["kind", "person"]),
            models.CheckConstraint(name="account_of_pupil_or_guardian", condition=Q(kind__in=[k.value for k in KINDS])),
        ]

    class Privacy:
        identifies = {"kind", "person", "sign_in"}
        sealed = {"state"}
        plain = {"id", "closed"}

    def __str__(self) -> str:
        return str(self.id)


class PersonalSession(models.Model):
    """One browser in which a pupil or guardian is signed in. It lasts minutes and leaves nothing.

    `who`, under the seal, is the account and its start. `account_index` finds the
    sessions of one account without telling a reader of the table which they are.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    cookie = models.BinaryField(max_length=32, unique=True)
    account_index = models.BinaryField(max_length=32)
    who = HouseSealedJSON(kind="personal.session.who")
    shared = models.BooleanField(default=True)
    seen_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="personal_session_account", fields=["account_index"])]

    class Privacy:
        sealed = {"cookie", "account_index", "who"}
        plain = {"id", "shared", "seen_at", "until"}

    def __str__(self) -> str:
        return str(self.id)


def account_index(account: UUID) -> bytes:
    """The blind index of an account in the table of sessions."""
    return house.blind_index("personal.session.account", str(account))
