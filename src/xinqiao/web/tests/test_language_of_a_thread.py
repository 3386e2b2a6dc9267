"""A thread answers many readers one after the other: nobody's language is left to the next."""

import pytest
from django.test import Client
from django.utils.translation import get_language

ENGLISH = {"Accept-Language": "en"}


@pytest.mark.parametrize("address", ["/", "/account/sign-in/", "/nowhere/"])
def test_after_an_answer_in_english_the_thread_speaks_chinese_again(db: None, address: str) -> None:
    answer = Client().get(address, headers=ENGLISH)

    assert answer.headers["Content-Language"] == "en"
    assert get_language() == "zh-hans"
