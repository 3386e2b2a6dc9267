"""Which addresses are this computer's own, and which of its ports is free."""

import ipaddress
import socket


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach this address. Every address of a name must be."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return all(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]).is_loopback for entry in found)


def free_port() -> int:
    """A port that nobody listens on now, for drills and tests."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
