"""Which addresses are this computer's own."""

import ipaddress
import socket


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach this address. Every address of a name must be."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return all(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]).is_loopback for entry in found)
