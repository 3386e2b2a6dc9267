"""Verifiers for what people type, as Django's password framework stores them.

    xq_argon2id$m=65536,t=3,p=1$<salt>$<verifier>

The stretching itself is the vault's (`core/vault/passphrase.py`): here its cost
and salt are written down beside the verifier, and a guess is compared in
constant time. A verifier made at a lower cost stays good until its owner sets
the next passphrase.
"""

import base64
import hmac
import os
from typing import Any

from django.contrib.auth.hashers import BasePasswordHasher

from xinqiao.core.vault.passphrase import SALT_BYTES, Cost, Stretched, stretch

PASSPHRASE = "accounts.passphrase"  # noqa: S105
PIN = "accounts.pin"
PASSPHRASE_COST = Cost()
PIN_COST = Cost(memory_kib=19 * 1024, passes=2)  # five tries and the session is over: the PIN need not stop a farm


class PepperedArgon2(BasePasswordHasher):
    """Argon2id with a secret parameter out of the instance key."""

    algorithm = "xq_argon2id"
    purpose = PASSPHRASE
    cost = PASSPHRASE_COST

    def salt(self) -> str:
        """A new random salt."""
        return base64.b64encode(os.urandom(SALT_BYTES)).decode("ascii")

    def encode(self, password: str, salt: str) -> str:
        """The stored form of a new passphrase."""
        return self.written(self.stretched(password, salt, self.cost), salt, self.cost)

    def decode(self, encoded: str) -> dict[str, Any]:
        """The parts of a stored form. Raises `ValueError` for what is not one."""
        algorithm, cost, salt, verifier = encoded.split("$")
        if algorithm != self.algorithm:
            raise ValueError(algorithm)
        numbers = dict(part.split("=") for part in cost.split(","))
        return {
            "algorithm": algorithm,
            "cost": Cost(int(numbers["m"]), int(numbers["t"]), int(numbers["p"])),
            "salt": salt,
            "verifier": base64.b64decode(verifier),
        }

    def verify(self, password: str, encoded: str) -> bool:
        """Whether the words are those behind the stored form."""
        return self.opened(password, encoded) is not None

    def opened(self, password: str, encoded: str) -> Stretched | None:
        """Both halves if the words are right: the caller may need the sealing key. One run either way."""
        parts = self.decode(encoded)
        made = self.stretched(password, parts["salt"], parts["cost"])
        return made if hmac.compare_digest(made.verifier, parts["verifier"]) else None

    def must_update(self, encoded: str) -> bool:
        """Whether the stored form was made at another cost than today's."""
        return bool(self.decode(encoded)["cost"] != self.cost)

    def safe_summary(self, encoded: str) -> dict[Any, Any]:
        """What may be shown of a stored form: its cost."""
        return {"algorithm": self.algorithm, "cost": str(self.decode(encoded)["cost"])}

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Nothing: a wrong name is given a verifier of today's cost to run against (`proving`)."""

    def stretched(self, password: str, salt: str, cost: Cost) -> Stretched:
        """One run of Argon2id."""
        return stretch(password, salt=base64.b64decode(salt), purpose=self.purpose, cost=cost)

    def written(self, made: Stretched, salt: str, cost: Cost) -> str:
        """The stored form of a run."""
        verifier = base64.b64encode(made.verifier).decode("ascii")
        return f"{self.algorithm}$m={cost.memory_kib},t={cost.passes},p={cost.lanes}${salt}${verifier}"


class PinHasher(PepperedArgon2):
    """The same for the PIN of the screen lock, at a lower cost."""

    algorithm = "xq_argon2id_pin"
    purpose = PIN
    cost = PIN_COST


passphrases = PepperedArgon2()
pins = PinHasher()


def nobodys_verifier() -> str:
    """A stored form that no words fit, for names that do not exist: the run costs what it costs for others."""
    cost, empty = passphrases.cost, base64.b64encode(bytes(SALT_BYTES)).decode("ascii")
    return passphrases.written(Stretched(os.urandom(32), b""), empty, cost)
