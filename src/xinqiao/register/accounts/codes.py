"""Codes that people copy by hand: start codes, recovery codes, the director's code for a computer.

Each has 50 random bits in ten letters and digits that are not mistaken for one
another; what is stored is a keyed digest that is bound to the account. Cookies
are longer and never seen by anybody.
"""

import secrets
import unicodedata
from uuid import UUID

from xinqiao.core.vault import house

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 and o, no 1, i and l
LETTERS = 10
_LONGEST = 60


def make_code() -> str:
    """A new code as it is shown, such as `k7mf2-q9xw4`."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
    return f"{drawn[:5]}-{drawn[5:]}"


def normal_code(typed: str) -> str:
    """What was meant, however it was typed: full width, capitals, blanks and hyphens do not matter."""
    plain = unicodedata.normalize("NFKC", typed[:_LONGEST]).lower()
    return "".join(letter for letter in plain if letter.isalnum())


def code_digest(kind: str, account: UUID, typed: str) -> bytes:
    """The digest under which a code of this kind is kept for this account."""
    return house.blind_index(f"accounts.{kind}", account.bytes + normal_code(typed).encode("utf-8", "surrogatepass"))


def make_cookie() -> str:
    """A new value for a cookie: 256 random bits."""
    return secrets.token_urlsafe(32)


def cookie_digest(kind: str, value: str) -> bytes:
    """The digest under which a cookie is kept."""
    return house.blind_index(f"accounts.{kind}", value[:200].encode("utf-8", "surrogatepass"))
