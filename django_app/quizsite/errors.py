"""What visitors read when something behind the site fails."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError
from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

RETRY_AFTER = 5


def server_error(request: HttpRequest) -> HttpResponse:
    """Answers 503 when the database is out of reach, and 500 for everything else.

    As the handler of last resort, for the database is also asked outside of views.
    """
    if isinstance(sys.exception(), (InterfaceError, OperationalError)):
        response = render(request, "503.html", status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    return render(request, "500.html", status=500)
