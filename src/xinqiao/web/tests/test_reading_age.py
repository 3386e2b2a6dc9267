"""Every page of the own door that has one address for all, read with a girl of nine and a boy of thirteen.

The texts people decide by are held to more (`register/consents/tests/test_reading_age.py`). Run with `-s` for the figures.
"""

import re
import sys
from html import unescape

import pytest
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.families import make_families
from tests.own_door import own_browser
from xinqiao.core.access.gate import gate_of, patterns
from xinqiao.core.clock import freeze
from xinqiao.register.consents.tests.reading_age import length, read

# Pages that are no reading matter: they end the visit, or are for guardians.
APART = {"personal:leave"}
PAGES = sorted(
    name
    for _, name, pattern in patterns()
    if (gate := gate_of(pattern))
    and gate.door == "me"
    and "GET" in gate.methods
    and not pattern.pattern.converters
    and name not in APART
)
# child: known characters, least share of them, most characters in a sentence on average
BOUNDS = {"xiaohe": (1600, 0.96, 12), "yuhang": (2500, 0.98, 14)}
# Names of people, which nobody can choose for a reader.
NAMES = re.compile("田?小禾|江?宇航|沈知微|沈|陆")
ELEMENTS = re.compile(r"<(script|style|svg|title)\b.*?</\1>|<[^>]+>", re.DOTALL)


@pytest.mark.parametrize("child", BOUNDS)
def test_the_pages_of_the_own_door_can_be_read(cast: Cast, child: str) -> None:
    known, share, mean = BOUNDS[child]
    hard = {}
    with freeze(NOW):
        browser = own_browser(make_families(cast), child)
        for name in PAGES:
            answer = browser.get(reverse(name))
            body = answer.content.decode()
            if answer.status_code != 200 or "<main" not in body:
                continue
            text = NAMES.sub("", unescape(ELEMENTS.sub("\n", body[body.index("<main") :])))
            found = read(text, known)
            sys.stdout.write(f"{name}, {child}: {found}\n")
            if found.share < share or found.mean > mean:
                hard[name] = f"{found} {length(found.longest)} {found.longest}"
    assert hard == {}
