"""Which addresses may be asked: public hosts over HTTP(S), and nothing inside the user's network.

A document or a redirect could otherwise make this program ask the machine's own services or the
local network (server-side request forgery). A name is resolved before each request, every one of
its addresses must be public, and the address that was really connected to is checked once more, so
that a name which changes its answer in between (DNS rebinding) gains nothing.

Public means globally reachable by the IANA special-purpose registries (RFC 6890), as the standard
library's `ipaddress` reads them. Addresses that carry another inside (IPv4-mapped, 6to4, Teredo,
NAT64) are as public as the inner one.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from loaders.errors import SourceRefused

__all__ = ["Guard", "is_loopback", "is_public", "system_addresses"]

Address = IPv4Address | IPv6Address

_PORTS = {"http": 80, "https": 443}
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


def _inner(address: Address) -> Iterator[Address]:
    if isinstance(address, IPv4Address):
        return
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in _NAT64:
        yield IPv4Address(int(address) & 0xFFFF_FFFF)


def _plain(text: str) -> Address:
    address = ip_address(text.partition("%")[0])  # a zone ("fe80::1%eth0") changes no class
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def is_public(text: str) -> bool:
    """Whether an IP address is reachable by everyone on the internet.

    >>> [is_public(a) for a in ("8.8.8.8", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "2002:7f00:1::")]
    [True, False, False, False, False]
    """
    address = _plain(text)
    every = [address, *_inner(address)]
    return all(a.is_global and not (a.is_multicast or (a.is_reserved and a not in _NAT64)) for a in every)


def is_loopback(text: str) -> bool:
    """Whether an IP address is this machine itself (``127.0.0.0/8`` or ``::1``)."""
    return _plain(text).is_loopback


def system_addresses(host: str, port: int) -> tuple[str, ...]:
    """Every IP address that the system's resolver gives for a host; ``OSError`` if it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(sorted({str(entry[4][0]) for entry in found}))


def _split(url: str) -> tuple[SplitResult, str, int]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise SourceRefused(f"not an address that can be asked: {error}", url) from error
    if parts.scheme not in _PORTS:
        raise SourceRefused(f"only http and https addresses are asked, not {parts.scheme or 'a bare path'!r}", url)
    if not host:
        raise SourceRefused("the address names no host", url)
    if parts.username is not None or parts.password is not None:
        raise SourceRefused("an address that carries a user name or password is not asked", url)
    return parts, host, port


@dataclass(frozen=True, slots=True)
class Guard:
    """Says which addresses may be asked. ``loopback`` lets tests ask this machine, and only it."""

    loopback: bool = False
    resolve: Callable[[str, int], tuple[str, ...]] = system_addresses

    def _allowed(self, address: str) -> bool:
        return is_public(address) or (self.loopback and is_loopback(address))

    def check(self, url: str) -> bool:
        """Whether ``url`` is public; ``True`` or ``False``, for one that may be asked.

        Raises
        ------
        SourceRefused
            Another scheme, no host, a password in it, or an address inside a private network.
        OSError
            The name has no address.

        """
        _, host, port = _split(url)
        addresses = self._addresses(host, port, url)
        for address in addresses:
            if not self._allowed(address):
                raise SourceRefused(f"{host} is at {address}, inside a private or reserved network; not asked", url)
        return all(is_public(address) for address in addresses)

    def _addresses(self, host: str, port: int, url: str) -> tuple[str, ...]:
        try:
            addresses = self.resolve(host, port)
        except UnicodeError as error:  # a label that is empty or too long for a name
            raise SourceRefused(f"not a host name: {host!r}", url) from error
        if not addresses:
            raise OSError(f"no address for {host}")
        return addresses

    def check_form(self, url: str) -> None:
        """What can be said without resolving the name, for requests that a proxy resolves."""
        _, host, _ = _split(url)
        try:
            literal = str(_plain(host))
        except ValueError:  # a name: the proxy finds out
            literal = "127.0.0.1" if host == "localhost" or host.endswith(".localhost") else ""
        if literal and not self._allowed(literal):
            raise SourceRefused(f"{host} is inside a private or reserved network; not asked", url)

    def check_hop(self, origin: str, target: str) -> None:
        """Refuse a redirect to another scheme, or from a public address to one that is not.

        The second holds though ``loopback`` is set: no public server may send anyone home.
        """
        before, after = urlsplit(origin).scheme, _split(target)[0].scheme
        if before != after:
            raise SourceRefused(f"redirected from {before} to {after}; only the same scheme is followed", target)
        if self.check(origin) and not self.check(target):
            raise SourceRefused(f"a public address ({origin}) redirected to this machine; not followed", target)

    def check_peer(self, address: str) -> None:
        """Refuse the address that a connection has really reached (against DNS rebinding)."""
        if not self._allowed(address):
            raise SourceRefused(f"the connection reached {address}, inside a private or reserved network", address)
