"""A fixture for tests that call an API through its policies; pytest finds it by itself.

    def test_the_key_is_asked_for(serve_document):
        url = serve_document(json.loads(Path("apim.json").read_text()))
        assert httpx.get(f"{url}/demo/items").status_code == 401

pytest imports this file in every run, whether or not a test asks: so it imports the gateway late.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from apim_gateway.messages.upstream import Upstream


@pytest.fixture
def serve_document() -> Iterator[Callable[..., str]]:
    """Serves a document on a free port until the test ends, and returns the URL.

    Takes `upstreams` by origin, too, as `apim_gateway.serve` does. May be called several times.
    """
    from apim_gateway.server.threaded import serve  # noqa: PLC0415 - see above

    with ExitStack() as stack:

        def serve_document(
            document: Mapping[str, Any], upstreams: Mapping[str, Upstream] | None = None
        ) -> str:
            return stack.enter_context(serve(document, upstreams))

        yield serve_document
