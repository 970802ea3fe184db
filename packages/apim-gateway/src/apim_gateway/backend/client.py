"""Reaches backends: over pooled connections, or in this process where one is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
from yarl import URL

from apim_gateway.messages.upstream import Upstream, UpstreamRequest, UpstreamResponse
from apim_gateway.messages.url import Url

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping

KEEP_ALIVE_SECONDS = 60.0
# Without these, aiohttp would add headers that the caller did not send.
_SKIPPED = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")


class Backends:
    """Sends a request to the upstream that stands for its origin, else over HTTP."""

    def __init__(self, upstreams: Mapping[str, Upstream]) -> None:
        self._upstreams = {Url.parse(origin).origin: known for origin, known in upstreams.items()}
        self._http = HttpUpstream()

    def send(self, request: UpstreamRequest) -> Coroutine[Any, Any, UpstreamResponse]:
        """Answers the request; raises OSError or TimeoutError."""
        known = self._upstreams.get(_origin(request.url)) if self._upstreams else None
        return (known or self._http).send(request)

    async def close(self) -> None:
        """Closes the pooled connections."""
        await self._http.close()


class HttpUpstream:
    """Calls backends over HTTP/1.1 as they are: no redirects, cookies or decompression."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def send(self, request: UpstreamRequest) -> UpstreamResponse:
        """Answers the request; raises OSError when the backend can't be reached."""
        if self._session is None:
            self._session = _session()
        try:
            async with self._session.request(
                request.method,
                URL(request.url, encoded=True),  # not encoded anew: /%7Eme would become /~me
                headers=request.headers,
                data=request.body or None,
                allow_redirects=False,
            ) as response:
                body = await response.read()
        except aiohttp.ClientError as error:
            raise ConnectionError(str(error)) from error
        lines = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, value in response.raw_headers
        ]
        return UpstreamResponse(response.status, lines, body)

    async def close(self) -> None:
        """Closes the pooled connections; the next request opens new ones."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _session() -> aiohttp.ClientSession:
    # A client for one user would do more than a gateway may. The callers' cookies must not meet in
    # one jar; a compressed body goes on as it came; the policies set the time limits; and no caller
    # queues for a connection that another one holds.
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
        auto_decompress=False,
        skip_auto_headers=_SKIPPED,
    )


def _origin(url: str) -> str:
    """Returns scheme, host and port of an absolute URL: all before its path."""
    end = url.find("/", url.index("://") + 3)
    return url if end < 0 else url[:end]
