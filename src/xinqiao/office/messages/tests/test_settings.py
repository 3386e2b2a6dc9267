"""The school's mail server: half set up stops the start, with the names of what is missing."""

import pytest

from xinqiao.settings.environment import read_environment


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"MAIL_HOST": "mail.school.example"}, "XINQIAO_MAIL_FROM"),
        ({"MAIL_FROM": "service@school.example"}, "XINQIAO_MAIL_HOST"),
        ({"MAIL_HOST": "m", "MAIL_FROM": "校园服务 <service@school.example>"}, "XINQIAO_MAIL_FROM"),
        ({"MAIL_SECURITY": "none"}, "XINQIAO_MAIL_SECURITY"),
    ],
)
def test_what_does_not_fit_is_named(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], named: str) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"XINQIAO_{name}", value)
    with pytest.raises(SystemExit, match=named):
        read_environment()


def test_what_fits_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINQIAO_MAIL_HOST", "mail.school.example")
    monkeypatch.setenv("XINQIAO_MAIL_FROM", "service@school.example")
    assert read_environment().mail_port == 465
