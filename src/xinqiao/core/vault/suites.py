"""Suites: which algorithms belong together, and the number by which every ciphertext names its own.

A new suite is added beside the old ones, and old ciphertexts stay readable;
which suite writes is one line here. SM2/SM3/SM4 will be one suite, as a whole.
"""

import os
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class UnknownSuite(Exception):
    """A ciphertext names a suite that this program does not have."""


class DoesNotOpen(Exception):
    """Wrong key, wrong associated data, or altered bytes: which one, nobody can tell."""


@dataclass(frozen=True)
class Pair:
    """A key pair in raw bytes."""

    public: bytes
    private: bytes = field(repr=False)


class Suite(Protocol):
    """What the vault asks of a suite: sealing under a shared key, sealing to a public key, signing."""

    id: int
    digest: str
    agreement: str
    signature: str

    def seal(self, key: bytes, plaintext: bytes, associated: bytes) -> bytes:
        """Nonce and ciphertext."""

    def open(self, key: bytes, sealed: bytes, associated: bytes) -> bytes:
        """The plaintext. Raises `DoesNotOpen`."""

    def new_pair(self) -> Pair:
        """A new pair to seal to and open with."""

    def seal_to(self, public: bytes, plaintext: bytes, associated: bytes) -> bytes:
        """Seal to a public key. Raises `DoesNotOpen` for bytes that are no such key."""

    def open_with(self, private: bytes, sealed: bytes, associated: bytes) -> bytes:
        """Open with the private half. Raises `DoesNotOpen`."""

    def new_signing_pair(self) -> Pair:
        """A new pair to sign and verify with."""

    def sign(self, private: bytes, message: bytes) -> bytes:
        """A signature."""

    def verifies(self, public: bytes, signature: bytes, message: bytes) -> bool:
        """Whether the signature is good."""


class InternationalSuite:
    """Suite 1: AES-256-GCM under HKDF-SHA256 subkeys, HPKE with X25519, Ed25519 signatures.

    To a public key it seals by HPKE in base mode (RFC 9180: DHKEM(X25519,
    HKDF-SHA256), HKDF-SHA256, AES-256-GCM), each box with a fresh ephemeral key;
    the associated data are HPKE's `info`, which goes into the derived key.

    A nonce is 96 random bits, and each kind has a key of its own, so the bound
    of 2^32 messages under one key (NIST SP 800-38D, 8.3) is out of reach.
    """

    id = 1
    digest = "SHA-256"
    agreement = "X25519"
    signature = "Ed25519"
    _nonce_bytes = 12
    _boxes = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)

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

    def new_pair(self) -> Pair:
        """X25519."""
        private = X25519PrivateKey.generate()
        return Pair(private.public_key().public_bytes_raw(), private.private_bytes_raw())

    def seal_to(self, public: bytes, plaintext: bytes, associated: bytes) -> bytes:
        """The ephemeral public key, ciphertext and tag."""
        try:
            return self._boxes.encrypt(plaintext, X25519PublicKey.from_public_bytes(public), info=associated)
        except ValueError:
            raise DoesNotOpen from None

    def open_with(self, private: bytes, sealed: bytes, associated: bytes) -> bytes:
        """The plaintext. Raises `DoesNotOpen`."""
        try:
            return self._boxes.decrypt(sealed, X25519PrivateKey.from_private_bytes(private), info=associated)
        except (InvalidTag, ValueError):
            raise DoesNotOpen from None

    def new_signing_pair(self) -> Pair:
        """Ed25519."""
        private = Ed25519PrivateKey.generate()
        return Pair(private.public_key().public_bytes_raw(), private.private_bytes_raw())

    def sign(self, private: bytes, message: bytes) -> bytes:
        """64 bytes (RFC 8032)."""
        return Ed25519PrivateKey.from_private_bytes(private).sign(message)

    def verifies(self, public: bytes, signature: bytes, message: bytes) -> bool:
        """Whether the signature is good."""
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


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
