"""The heads of HTTP messages, as the front door passes them on.

https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Header = tuple[bytes, bytes]

HOP_BY_HOP = frozenset(
    {
        b"connection",
        b"keep-alive",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)
"""Between two neighbours only; each connection has its own."""
SET_HERE = frozenset(
    {
        b"client-ip",
        b"disguised-host",
        b"was-default-hostname",
        b"x-arr-log-id",
        b"x-client-ip",
        b"x-client-port",
        b"x-forwarded-for",
        b"x-original-url",
        b"x-site-deployment-id",
        b"x-waws-unencoded-url",
    }
)
"""A visitor can't make these up, as little as in Azure; X-Forwarded-For is continued."""
PROTO = b"x-forwarded-proto"
H2C = b"h2c"
"""An upgrade that is declined by answering in HTTP/1.1, which a client has to expect."""


class Peer(NamedTuple):
    """Who asks, and which site."""

    address: bytes
    port: bytes
    site: bytes
    """The site's name in Azure."""


class Asked(NamedTuple):
    """What the headers of a request say about the connection, and about the message's length."""

    host: list[bytes]
    upgrade: bytes
    """Such as `websocket`; empty when nothing else than HTTP/1.1 is asked for."""
    chunked: bool


def asked(headers: Iterable[Header]) -> Asked:
    """Returns what is said in headers whose names are in lower case."""
    host: list[bytes] = []
    upgrade, connection, chunked = b"", b"", False
    for name, value in headers:
        if name == b"host":
            host.append(value)
        elif name == b"connection":
            connection += b"," + value.lower()
        elif name == b"upgrade":
            upgrade = value
        elif name == b"transfer-encoding":
            chunked = True
    wanted = b"upgrade" in _tokens(connection) and upgrade.lower() != H2C
    return Asked(host, upgrade if wanted else b"", chunked)


def request_head(
    method: bytes, target: bytes, headers: Sequence[Header], said: Asked, peer: Peer
) -> bytes:
    """Returns the head that the site's process gets: with the headers of App Service's front end.

    `X-Forwarded-Proto` is what a forwarder in front of this machine says, such as that of GitHub
    Codespaces, or `http`. Microsoft lists the headers nowhere in one place; these are those that
    apps there print: https://learn.microsoft.com/azure/app-service/configure-language-python
    """
    dropped = HOP_BY_HOP | SET_HERE | _named_by_connection(headers)
    lines = [b"%b %b HTTP/1.1" % (method, target)]
    lines += [b"%b: %b" % header for header in headers if header[0] not in dropped]
    if not said.host:
        lines.append(b"host: localhost")  # an HTTP/1.0 request may have none
    lines += _of_app_service(target, headers, said, peer)
    if said.chunked:
        lines.append(b"transfer-encoding: chunked")
    if said.upgrade:
        lines.append(b"connection: upgrade\r\nupgrade: %b" % said.upgrade)
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _of_app_service(
    target: bytes, headers: Sequence[Header], said: Asked, peer: Peer
) -> list[bytes]:
    host = said.host[0] if said.host else b"localhost"
    shown = b"[%b]" % peer.address if b":" in peer.address else peer.address
    client = b"%b:%b" % (shown, peer.port)
    chain = [value for name, value in headers if name == b"x-forwarded-for"]
    lines = [
        b"client-ip: " + client,
        b"disguised-host: " + host,
        b"was-default-hostname: " + host,
        b"x-arr-log-id: " + str(uuid4()).encode(),
        b"x-client-ip: " + peer.address,
        b"x-client-port: " + peer.port,
        b"x-forwarded-for: " + b", ".join([*chain, client]),
        b"x-original-url: " + target,
        b"x-site-deployment-id: " + peer.site,
        b"x-waws-unencoded-url: " + target,
    ]
    if all(name != PROTO for name, _ in headers):
        lines.append(PROTO + b": http")
    return lines


def response_head(status: int, reason: bytes, headers: Sequence[Header], own: bytes) -> bytes:
    """Returns the head that the visitor gets; `own` are header lines of the front door's own."""
    dropped = HOP_BY_HOP | _named_by_connection(headers)
    lines = [b"HTTP/1.1 %d %b" % (status, reason)]
    lines += [b"%b: %b" % header for header in headers if header[0].lower() not in dropped]
    return b"\r\n".join(lines) + b"\r\n" + own + b"\r\n"


def _named_by_connection(headers: Iterable[Header]) -> set[bytes]:
    """Returns the further hop-by-hop headers, such as X for `Connection: close, X`."""
    named: set[bytes] = set()
    for name, value in headers:
        if name.lower() == b"connection":
            named.update(_tokens(value.lower()))
    return named


def _tokens(value: bytes) -> list[bytes]:
    return [token.strip() for token in value.split(b",")]
