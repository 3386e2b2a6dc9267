"""What is told from inside the program, with Django ready: see `inside` for how it is called."""

from django.utils import translation

from xinqiao.core.keys import InstanceKeyError
from xinqiao.core.vault.instance import check_instance_key
from xinqiao.register.recovery import selectors as recovery


def instance_key() -> dict[str, list[str]]:
    """Why the instance key is not this database's, in both languages; nothing where it is."""
    try:
        check_instance_key()
    except InstanceKeyError as wrong:
        return {"wrong": [_said(wrong, language) for language in ("zh-hans", "en")]}
    return {"wrong": []}


def envelope() -> dict[str, str]:
    """How the sealed envelope stands."""
    found = recovery.envelope()
    if found is None:
        return {"state": "none"}
    return {"state": "unconfirmed" if found.confirmed_at is None else "confirmed"}


def _said(wrong: InstanceKeyError, language: str) -> str:
    with translation.override(language):
        return str(wrong.sentence)
