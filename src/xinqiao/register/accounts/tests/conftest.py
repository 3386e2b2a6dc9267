"""Cheap hashes for every test here but those about the cost itself."""

from collections.abc import Iterator

import pytest

from xinqiao.core.vault.passphrase import Cost
from xinqiao.register.accounts import proving
from xinqiao.register.accounts.hashing import PepperedArgon2, PinHasher

CHEAP = Cost(memory_kib=64, passes=1)


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The stored form names its cost, so a test may choose another one."""
    monkeypatch.setattr(PepperedArgon2, "cost", CHEAP)
    monkeypatch.setattr(PinHasher, "cost", CHEAP)
    proving._nobody.cache_clear()
    yield
    proving._nobody.cache_clear()
