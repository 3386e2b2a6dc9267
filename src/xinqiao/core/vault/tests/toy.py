"""A suite nobody would use, to prove that two live side by side."""

import hmac
from hashlib import sha256, shake_256
from uuid import uuid4

from xinqiao.core.vault.suites import DoesNotOpen, Pair


class ToySuite:
    """A stream from SHAKE-256 and an HMAC behind it; its public keys are their private ones, turned round."""

    id = 250
    digest = "SHAKE-256"
    agreement = "none"
    signature = "HMAC"

    def seal(self, key: bytes, plaintext: bytes, associated: bytes) -> bytes:
        nonce = uuid4().bytes
        hidden = self._stream(key, nonce, plaintext)
        return nonce + hidden + hmac.digest(key, nonce + associated + hidden, "sha256")

    def open(self, key: bytes, sealed: bytes, associated: bytes) -> bytes:
        nonce, hidden, tag = sealed[:16], sealed[16:-32], sealed[-32:]
        if not hmac.compare_digest(tag, hmac.digest(key, nonce + associated + hidden, "sha256")):
            raise DoesNotOpen
        return self._stream(key, nonce, hidden)

    def new_pair(self) -> Pair:
        private = sha256(uuid4().bytes).digest()
        return Pair(private[::-1], private)

    def seal_to(self, public: bytes, plaintext: bytes, associated: bytes) -> bytes:
        return self.seal(public[::-1], plaintext, associated)

    def open_with(self, private: bytes, sealed: bytes, associated: bytes) -> bytes:
        return self.open(private, sealed, associated)

    def new_signing_pair(self) -> Pair:
        return self.new_pair()

    def sign(self, private: bytes, message: bytes) -> bytes:
        return hmac.digest(private, message, "sha256")

    def verifies(self, public: bytes, signature: bytes, message: bytes) -> bool:
        return hmac.compare_digest(signature, self.sign(public[::-1], message))

    def _stream(self, key: bytes, nonce: bytes, text: bytes) -> bytes:
        stream = shake_256(key + nonce).digest(len(text))
        return bytes(one ^ other for one, other in zip(text, stream, strict=True))
