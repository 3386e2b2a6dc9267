"""The people's seal, in bytes: to a public key, opened by its private half; and signatures.

Keys, ciphertexts and signatures all say their suite in front. A box is sealed
under the suite of the key it is sealed to, so that old keys and new ones live
side by side.
"""

from xinqiao.core.vault.house import SealBroken
from xinqiao.core.vault.sealed import Place, pad, unpad, unwrap, wrap
from xinqiao.core.vault.suites import SUITES, DoesNotOpen, Pair, UnknownSuite


def new_pair() -> Pair:
    """A new pair to seal to and open with, under the suite that writes."""
    suite = SUITES.writing
    made = suite.new_pair()
    return Pair(wrap(suite.id, made.public), wrap(suite.id, made.private))


def new_signing_pair() -> Pair:
    """A new pair to sign and verify with, under the suite that writes."""
    suite = SUITES.writing
    made = suite.new_signing_pair()
    return Pair(wrap(suite.id, made.public), wrap(suite.id, made.private))


def seal_to(public: bytes, place: Place, plaintext: bytes) -> bytes:
    """Seal for this one place to a public key. Raises `SealBroken` if that is none.

    Whoever calls this with a key from the database has checked it (`pinning`).
    """
    try:
        number, raw = unwrap(bytes(public))
        return wrap(number, SUITES.by_id(number).seal_to(raw, pad(plaintext), place.associated(number)))
    except (DoesNotOpen, UnknownSuite):
        raise SealBroken(place.kind, place.row) from None


def open_with(private: bytes, place: Place, sealed: bytes) -> bytes:
    """Open what was sealed for this place to the key's public half. Raises `SealBroken`."""
    try:
        number, body = unwrap(bytes(sealed))
        suite, raw = _of_suite(number, private)
        return unpad(SUITES.by_id(suite).open_with(raw, body, place.associated(suite)))
    except (DoesNotOpen, UnknownSuite):
        raise SealBroken(place.kind, place.row) from None


def seal_under(key: bytes, place: Place, plaintext: bytes) -> bytes:
    """Seal for this place under a secret that both sides have: a passphrase's key or a browser's."""
    suite = SUITES.writing
    return wrap(suite.id, suite.seal(key, pad(plaintext), place.associated(suite.id)))


def open_under(key: bytes, place: Place, sealed: bytes) -> bytes:
    """Open what `seal_under` sealed. Raises `SealBroken`."""
    try:
        number, body = unwrap(bytes(sealed))
        return unpad(SUITES.by_id(number).open(key, body, place.associated(number)))
    except (DoesNotOpen, UnknownSuite):
        raise SealBroken(place.kind, place.row) from None


def sign(private: bytes, message: bytes) -> bytes:
    """A signature under the suite of the key."""
    number, raw = unwrap(bytes(private))
    return wrap(number, SUITES.by_id(number).sign(raw, message))


def verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the signature is good; one under another suite than the key's is not."""
    try:
        number, raw = unwrap(bytes(signature))
        suite, key = unwrap(bytes(public))
        return number == suite and SUITES.by_id(number).verifies(key, raw, message)
    except (DoesNotOpen, UnknownSuite):
        return False


def _of_suite(number: int, key: bytes) -> tuple[int, bytes]:
    """A key's suite and raw bytes. Raises `DoesNotOpen` if it is of another suite than what it is to open."""
    suite, raw = unwrap(bytes(key))
    if suite != number:
        raise DoesNotOpen
    return suite, raw
