"""Must: how long things last, who gets an account, whose computers are shared. Pure; PIN and passphrase are in `choosing`."""

import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

# On a computer that others use next, a few minutes without a sign of life; on the own phone the length of a lesson.
IDLE_SHARED = timedelta(minutes=10)
IDLE_OWN = timedelta(minutes=40)
LASTS_AT_MOST = timedelta(hours=3)
HALF_IN_LASTS = timedelta(minutes=15)
SESSIONS_AT_MOST = 5

SLIP_LASTS = timedelta(days=14)
CODE_LASTS = timedelta(minutes=15)

YOUNGEST, OLDEST, USUAL_LOWEST_AGE = 6, 18, 12
FIRST_GRADE_FROM = 5  # a first-year pupil without a date of birth is six at the youngest, and so on upwards
LONGEST_SIGN_IN = 40
MOST_NETWORKS = 40
# What no network outside of a house or a school uses, and this machine itself.
PRIVATE_NETWORKS = (
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8",
    "fc00::/7", "fe80::/10", "::1/128",
)  # fmt: skip


def idle_time(*, shared: bool) -> timedelta:
    """After how long without a sign of life a session is over."""
    return IDLE_SHARED if shared else IDLE_OWN


def old_enough(born: date | None, grade: int | None, lowest: int, on: date) -> bool:
    """Whether a pupil has reached the school's age for an account of their own.

    Without a date of birth the grade tells, and then the youngest of the grade; without either: no.
    """
    if born is not None and born <= on:
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) >= lowest
    return grade is not None and grade + FIRST_GRADE_FROM >= lowest


def normal_sign_in(typed: str) -> str:
    """A sign-in name as it is kept: width, capitals, blanks and hyphens do not matter."""
    plain = unicodedata.normalize("NFKC", typed[:200]).lower()
    return "".join(letter for letter in plain if letter.isalnum())[:LONGEST_SIGN_IN]


def read_networks(typed: str) -> list[str]:
    """Networks, one a line or between commas, as they are kept. Raises `ValueError` with the first that is none."""
    found: list[str] = []
    for word in unicodedata.normalize("NFKC", typed).replace(",", " ").split():
        try:
            found.append(str(ip_network(word, strict=False)))
        except ValueError:
            raise ValueError(word[:60]) from None
    return list(dict.fromkeys(found))


def is_this_machine(address: str) -> bool:
    """Whether an address opens on this computer alone, so that it is of no use to anybody else."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_shared(address: str, networks: Iterable[str]) -> bool:
    """Whether somebody who comes from here sits, as far as one knows, at a computer that others use next.

    An address that cannot be read counts as shared: the careful side.
    """
    try:
        here: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return True
    if isinstance(here, IPv6Address) and here.ipv4_mapped:
        here = here.ipv4_mapped
    return any(here in ip_network(one) for one in networks if ip_network(one).version == here.version)
