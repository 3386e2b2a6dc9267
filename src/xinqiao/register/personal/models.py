"""Accounts of pupils and guardians, their open sessions, what was handed out for them, and what the school has decided.

Every pupil of an age gets a slip and with it an account, so that having one tells
nothing. What would tell that somebody uses it lies under the house seal, in a
document that is always equally long. Nothing keeps the day of a sign-in, and a
session names its account only under the seal.

There are two sides here, as everywhere, and no transaction writes both. Account,
session and slips are the person's side. The code that a counsellor gives from
hand to hand is the work's side: it names the client number and, once it is used,
the start of the account, which the rows of the work name as well.
"""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from xinqiao.core.vault import house
from xinqiao.core.vault.fields import HouseSealedJSON
from xinqiao.register.people.models import Client, ClientKind, SchoolClass, Staff
from xinqiao.register.personal.rules import OLDEST, PRIVATE_NETWORKS, USUAL_LOWEST_AGE, YOUNGEST

KINDS = (ClientKind.STUDENT, ClientKind.GUARDIAN)
STATE_LETTERS = 640


def padded(state: Mapping[str, Any]) -> dict[str, Any]:
    """A state that is written as long as every other: a seal hides what is written, and not how much."""
    bare = {"verifier": "", "start": None, "slip": None, "turn": False, **state, "room": ""}
    written = json.dumps(bare, ensure_ascii=False, separators=(",", ":"))
    return {**bare, "room": "." * (STATE_LETTERS - len(written.encode()))}


def nothing_yet() -> dict[str, Any]:
    """The state of an account that nobody has started."""
    return padded({})


def usual_networks() -> list[str]:
    """From where computers are taken for shared until the school says otherwise."""
    return list(PRIVATE_NETWORKS)


class DoorRules(models.Model):
    """The one row of what the school has decided about the own door."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    only = models.BooleanField(default=True, unique=True)
    lowest_age = models.PositiveSmallIntegerField(default=USUAL_LOWEST_AGE)
    guardians = models.BooleanField(default=True)
    networks = models.JSONField(default=usual_networks)
    address = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="door_rules_are_the_only_ones", condition=Q(only=True)),
            models.CheckConstraint(name="lowest_age_6_to_18", condition=Q(lowest_age__range=(YOUNGEST, OLDEST))),
        ]

    class Privacy:
        plain = {"id", "only", "lowest_age", "guardians", "networks", "address"}

    class Weight:
        name = "personal.rules"
        version = 1
        fields = ("lowest_age", "guardians", "networks", "address")

    def __str__(self) -> str:
        return str(self.id)


class PersonalAccount(models.Model):
    """How one pupil or one guardian comes in.

    `state`, under the seal: `verifier` of the PIN or passphrase; `start`, which
    names this start of the account anew whenever a slip is used; and `slip`, the
    digest of the code on the slip handed out last, with its last day.
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

    def lay(self, **changes: Any) -> None:
        """Put these into the state and save it, sealed anew even where nothing changes; the caller holds the row.

        A seal keeps the ciphertext of what is unchanged, so a word without meaning changes each time.
        """
        self.state = padded({**self.state, "turn": not self.state.get("turn"), **changes})
        self.save()


class PersonalSession(models.Model):
    """One browser in which a pupil or guardian is signed in. It lasts minutes and leaves nothing.

    `who`, under the seal, is the account and its start; of somebody who has shown
    a slip and not yet chosen a PIN, the account and the slip. `account_index`
    finds the sessions of one account without telling a reader of the table which
    they are.
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


class SlipPrint(models.Model):
    """Slips were made: for a class, or for one person and then without naming whom. The codes are kept nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.label) for kind in KINDS])
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    slips = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(name="slips_of_class", fields=["school_class", "-made_at"])]

    class Privacy:
        identifies = {"made_by"}
        plain = {"id", "kind", "school_class", "made_at", "slips"}

    class Weight:
        name = "personal.slips"
        version = 1
        fields = ("kind", "school_class_id", "made_by_id", "made_at", "slips")

    def __str__(self) -> str:
        return str(self.id)


class HandCode(models.Model):
    """A code that a counsellor gave a client from hand to hand; once used, the start of the account that it makes known.

    That is all there is of being known: the account itself does not say it, so
    that no transaction has to write the person's side and the work's.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    given_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    digest = models.BinaryField(max_length=32)
    until = models.DateTimeField()
    start = models.UUIDField(null=True, unique=True)

    class Meta:
        indexes = [models.Index(name="hand_code_of_client", fields=["client", "-until"])]

    class Privacy:
        identifies = {"given_by"}
        sealed = {"digest"}
        plain = {"id", "client", "until", "start"}

    class Weight:
        name = "personal.hand_code"
        version = 1
        fields = ("client_id", "given_by_id", "digest", "until", "start")

    def __str__(self) -> str:
        return str(self.id)


def account_index(account: UUID) -> bytes:
    """The blind index of an account in the table of sessions."""
    return house.blind_index("personal.session.account", str(account))
