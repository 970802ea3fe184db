"""Serves the FastAPI app as one HTTP-triggered function.

https://learn.microsoft.com/azure/azure-functions/functions-reference-python
"""

from __future__ import annotations

import azure.functions as func

from app import create_app
from settings import Settings

app = func.AsgiFunctionApp(
    app=create_app(Settings.from_environ()),
    http_auth_level=func.AuthLevel.FUNCTION,
)
