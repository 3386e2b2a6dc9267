"""The addresses of these tests stand beside the real ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from xinqiao.core.access import gate

TEMPLATES = Path(__file__).resolve().parents[4] / "tests" / "browser_support" / "templates"


@pytest.fixture
def addresses(settings: Settings) -> Iterator[None]:
    """The program with `addresses.py` added, and the templates that it shows."""
    settings.ROOT_URLCONF = "xinqiao.web.tests.addresses"
    settings.TEMPLATES = [dict(one, DIRS=[TEMPLATES]) for one in settings.TEMPLATES]
    gate._known.clear()
    yield
    gate._known.clear()
