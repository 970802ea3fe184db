"""The pages that visitors get when something behind the site fails."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError
from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

RETRY_AFTER = 5
OUT_OF_REACH = (InterfaceError, OperationalError)


class OneLineOutage(logging.Filter):
    """Shortens the record of an outage to one line; a traceback to psycopg adds nothing."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keeps every record, and shortens those of an outage."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, OUT_OF_REACH):
            reason = str(error).partition("\n")[0]
            record.msg, record.args = f"{record.getMessage()}: {reason}", ()
            record.exc_info = None
        return True


def server_error(request: HttpRequest) -> HttpResponse:
    """Answers 503 when the database is out of reach, and 500 for everything else.

    As the handler of last resort, for the database is also asked outside of views.
    """
    if isinstance(sys.exception(), OUT_OF_REACH):
        response = render(request, "503.html", status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    return render(request, "500.html", status=500)
