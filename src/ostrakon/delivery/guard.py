"""Which addresses a webhook may go to: an address that a user names must not reach into the house (SSRF).

The name is resolved once, every address that it resolves to must be public, and the connection goes to one of exactly
these: a name that answers otherwise the next moment (DNS rebinding) leads nowhere else. Redirects are not followed.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from ostrakon.errors import UsageError

Resolve = Callable[[str, int], Sequence[str]]
"""(host, port) → its IP addresses."""
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What is allowed besides public addresses over https.

    Attributes:
        hosts: names of hosts whose addresses may be private (a receiver in the same house), in small letters.
        plain: whether http without TLS is allowed to these hosts.
    """

    hosts: frozenset[str] = frozenset()
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """Where a webhook goes: scheme, host as named, port, path with query, and the address to connect to."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


def resolved(host: str, port: int) -> Sequence[str]:
    """The IP addresses of a host by the system's resolver.

    Raises:
        OSError: the name does not resolve.
    """
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def checked(url: str, allowed: Allowed) -> tuple[str, str, int, str]:
    """Scheme, host, port and path of a URL that may be named, without asking for its address.

    Raises:
        UsageError: it is no URL that may be named; the words do not repeat its user, password or query.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip(".").lower(), parts.port
    except ValueError as bad:
        raise UsageError(f"this is no URL ({bad})", remedy="Write https://host/path") from None
    if parts.scheme not in _PORTS or not host or any(char.isspace() or ord(char) < 32 for char in url):
        raise UsageError("a webhook needs a URL such as https://host/path")
    if parts.username or parts.password or parts.fragment:
        raise UsageError("a webhook's URL holds no user, password or fragment", where=host)
    if parts.scheme == "http" and not (allowed.plain and host in allowed.hosts):
        raise UsageError(
            "a webhook goes over https",
            where=host,
            remedy="OSTRAKON_DELIVERY_HOSTS and OSTRAKON_DELIVERY_PLAIN allow http to hosts of your own",
        )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port or _PORTS[parts.scheme], path


def target(url: str, allowed: Allowed, resolve: Resolve = resolved) -> Target:
    """Where to connect for a URL.

    Raises:
        UsageError: it may not be spoken to.
        OSError: the name does not resolve.
    """
    scheme, host, port, path = checked(url, allowed)
    addresses = list(resolve(host, port))
    if not addresses:
        raise OSError(f"{host} has no address")
    if host not in allowed.hosts:
        for address in addresses:
            if not public(address):
                raise UsageError(
                    "the host lies in a private network",
                    where=host,
                    remedy="OSTRAKON_DELIVERY_HOSTS allows hosts of your own",
                )
    return Target(scheme, host, port, path, addresses[0])


def public(address: str) -> bool:
    """Whether an IP address is one of the public internet; what carries an IPv4 address within counts as that one."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        within = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None) or _nat64(found)
        if within is not None:
            return public(str(within))
    return found.is_global and not found.is_multicast and not found.is_reserved


def _nat64(found: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if found in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return None
