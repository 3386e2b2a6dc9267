"""Who serves the clients of these tests."""

from collections.abc import Iterator

import pytest

from tests.cast import Cast
from tests.families import Families, make_families

from .builders import served_by


@pytest.fixture
def families(cast: Cast) -> Iterator[Families]:
    """The children and their adults; Shen serves them all."""
    with served_by(cast.staff["shen"].pk):
        yield make_families(cast)
