"""Names the release of the code in a header of every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

FILE = "release.txt"
"""Only the deployed code has it: the digest of all its other files."""
HEADER = "X-Release"


class ReleaseMiddleware:
    """Adds the digest to every answer, so that whoever deploys sees when the new code serves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        file = settings.BASE_DIR / FILE
        if not file.exists():
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.digest = file.read_text(encoding="utf-8").strip()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Returns the response with the digest."""
        response = self.get_response(request)
        response[HEADER] = self.digest
        return response
