"""Sends requests, database calls and log lines to Application Insights.

https://learn.microsoft.com/azure/azure-monitor/app/opentelemetry-enable?tabs=python
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.conf import settings

from quizsite import health

if TYPE_CHECKING:
    from azure.identity import ManagedIdentityCredential

# The distribution switches on whatever it finds installed, used or not.
NOT_USED = (
    "azure_sdk",
    "fastapi",
    "flask",
    "httpx",
    "httpx2",
    "psycopg2",
    "requests",
    "urllib",
    "urllib3",
)
# Behind the health check, for it asks for the host name, which a probe doesn't know.
MIDDLEWARE_POSITION = "2"


def start() -> None:
    """Starts telemetry when there is a connection string; costs nothing when there is none."""
    connection_string = settings.ENVIRONMENT.application_insights
    if not connection_string:
        return
    os.environ.setdefault("OTEL_PYTHON_DJANGO_MIDDLEWARE_POSITION", MIDDLEWARE_POSITION)
    # Half a second and 60 MB that a site without telemetry does not pay for.
    from azure.monitor.opentelemetry import configure_azure_monitor  # noqa: PLC0415
    from opentelemetry.instrumentation.psycopg import PsycopgInstrumentor  # noqa: PLC0415
    from opentelemetry.instrumentation.utils import suppress_instrumentation  # noqa: PLC0415

    configure_azure_monitor(
        connection_string=connection_string,
        **_credential(),
        instrumentation_options={name: {"enabled": False} for name in NOT_USED},
    )
    PsycopgInstrumentor().instrument()
    health.unobserved = suppress_instrumentation


def _credential() -> dict[str, ManagedIdentityCredential]:
    """Signs in as the site, where it has an identity: the connection string opens nothing."""
    client_id = settings.ENVIRONMENT.azure_client_id
    if not client_id:
        return {}
    from azure.identity import ManagedIdentityCredential  # noqa: PLC0415

    return {"credential": ManagedIdentityCredential(client_id=client_id)}
