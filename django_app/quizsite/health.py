"""Answers App Service's health probes, which come by IP address and over plain HTTP.

https://learn.microsoft.com/azure/app-service/monitor-instances-health-check
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import TYPE_CHECKING

from django.db import Error, connection
from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

PATH = "/healthz"
SECONDS = 3.0
logger = logging.getLogger(__name__)
# Telemetry puts its own here: a probe's query every few seconds is nothing to report.
unobserved: Callable[[], AbstractContextManager[object]] = nullcontext


class HealthMiddleware:
    """Stands before all that refuses, so that no host name, HTTPS or session is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        # One thread with a connection of its own: a database that hangs holds up one probe's
        # thread, and the probes behind it are answered in time all the same.
        self.executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="healthz")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers 200 or 503 on the health path, and leaves every other path alone."""
        if request.path != PATH:
            return self.get_response(request)
        healthy = self._ask_in_time()
        response = HttpResponse(
            "ok" if healthy else "the database does not answer",
            content_type="text/plain; charset=utf-8",
            status=200 if healthy else 503,
        )
        response["Cache-Control"] = "no-store"
        return response

    def _ask_in_time(self) -> bool:
        asked = self.executor.submit(_ask)
        try:
            asked.result(timeout=SECONDS)
        except (Error, TimeoutError) as error:
            asked.cancel()
            logger.warning("the database does not answer: %s", str(error) or type(error).__name__)
            return False
        return True


def _ask() -> None:
    connection.close_if_unusable_or_obsolete()
    with unobserved(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
