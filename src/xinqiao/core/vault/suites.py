"""Suites: which algorithms belong together, and the number by which every ciphertext names its own.

A new suite is added beside the old ones, and old ciphertexts stay readable;
which suite writes is one line here. SM2/SM3/SM4 will be one suite, as a whole.
"""

import os
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class UnknownSuite(Exception):
    """A ciphertext names a suite that this program does not have."""


class DoesNotOpen(Exception):
    """Wrong key, wrong associated data, or altered bytes: which one, nobody can tell."""


class Suite(Protocol):
    """What the vault asks of a suite. Names of what is reserved stand beside what is used."""

    id: int
    digest: str
    agreement: str
    signature: str

    def seal(self, key: bytes, plaintext: bytes, associated: bytes) -> bytes:
        """Nonce and ciphertext."""

    def open(self, key: bytes, sealed: bytes, associated: bytes) -> bytes:
        """The plaintext. Raises `DoesNotOpen`."""


class InternationalSuite:
    """Suite 1: AES-256-GCM under HKDF-SHA256 subkeys; X25519, Ed25519 and SHA-256 for what comes.

    A nonce is 96 random bits, and each kind has a key of its own, so the bound
    of 2^32 messages under one key (NIST SP 800-38D, 8.3) is out of reach.
    """

    id = 1
    digest = "SHA-256"
    agreement = "X25519"
    signature = "Ed25519"
    _nonce_bytes = 12

    def seal(self, key: bytes, plaintext: bytes, associated: bytes) -> bytes:
        """Nonce, ciphertext and tag."""
        nonce = os.urandom(self._nonce_bytes)
        return nonce + AESGCM(key).encrypt(nonce, plaintext, associated)

    def open(self, key: bytes, sealed: bytes, associated: bytes) -> bytes:
        """The plaintext. Raises `DoesNotOpen`."""
        nonce, ciphertext = sealed[: self._nonce_bytes], sealed[self._nonce_bytes :]
        try:
            return AESGCM(key).decrypt(nonce, ciphertext, associated)
        except (InvalidTag, ValueError):
            raise DoesNotOpen from None


class Suites:
    """The suites that can be read, and the one that writes."""

    def __init__(self, writing: Suite) -> None:
        self._known: dict[int, Suite] = {writing.id: writing}
        self.writing = writing

    def add(self, suite: Suite) -> None:
        """Make a suite readable. Two suites may not share a number."""
        if self._known.setdefault(suite.id, suite) is not suite:
            raise ValueError(f"suite {suite.id} is taken")

    def by_id(self, number: int) -> Suite:
        """The suite a ciphertext names. Raises `UnknownSuite`."""
        try:
            return self._known[number]
        except KeyError:
            raise UnknownSuite(number) from None


SUITES = Suites(writing=InternationalSuite())
