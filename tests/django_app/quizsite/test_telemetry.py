from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Stands for Application Insights: hands the spans to the test instead of sending them away.
SCRIPT = """
import json, sys
import azure.monitor.opentelemetry as azure
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

spans, asked = InMemorySpanExporter(), []

def configure(**options):
    asked.append({name: type(one).__name__ if name == "credential" else one
                  for name, one in options.items()})
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    trace.set_tracer_provider(provider)
    from opentelemetry.instrumentation.django import DjangoInstrumentor
    DjangoInstrumentor().instrument()

azure.configure_azure_monitor = configure

import os, tempfile
import django
from django.conf import settings
from django.core.management import call_command
from django.test import Client

os.environ["DJANGO_SETTINGS_MODULE"] = "quizsite.settings"
django.setup()
collected = tempfile.TemporaryDirectory()
settings.STATIC_ROOT = collected.name
call_command("collectstatic", interactive=False, verbosity=0)

from quizsite.wsgi import application

call_command("migrate", verbosity=0)
spans.clear()
requests = [("localhost", "/quizzes/0/score/"), ("169.254.130.4:8000", "/healthz")]
client = Client()
statuses = [client.get(path, headers={"host": host}).status_code for host, path in requests]
names = [[span.kind.name, span.name] for span in spans.get_finished_spans()]
print(json.dumps([statuses, names, asked]))
"""


def run(script: str, variables: dict[str, str], django_app: Path) -> Any:
    environment = {key: each for key, each in variables.items() if key != "PYTHONWARNINGS"}
    output = subprocess.check_output(
        [sys.executable, "-c", script], cwd=django_app, env=environment
    )
    return json.loads(output)


def test_a_request_and_its_query_are_told_once_and_probes_are_not(
    empty_database: Callable[[], dict[str, str]], django_app: Path
) -> None:
    connection_string = "InstrumentationKey=00000000-0000-0000-0000-000000000000"
    variables = {**empty_database(), "APPLICATIONINSIGHTS_CONNECTION_STRING": connection_string}
    statuses, names, asked = run(SCRIPT, variables, django_app)
    assert statuses == [404, 200]
    assert names == [
        ["CLIENT", "SELECT"],
        ["SERVER", "GET quizzes/<int:quiz_id>/score/"],
    ]
    (options,) = asked
    assert "credential" not in options
    assert options["connection_string"] == connection_string


def test_a_site_with_an_identity_sends_as_itself(
    empty_database: Callable[[], dict[str, str]], django_app: Path
) -> None:
    variables = {
        **empty_database(),
        "APPLICATIONINSIGHTS_CONNECTION_STRING": "InstrumentationKey=0",
        "AZURE_CLIENT_ID": "00000000-0000-0000-0000-000000000001",
    }
    (options,) = run(SCRIPT, variables, django_app)[2]
    assert options["credential"] == "ManagedIdentityCredential"


def test_without_a_connection_string_nothing_of_it_is_even_imported(
    variables: Callable[[], dict[str, str]], django_app: Path
) -> None:
    script = """
import json, sys
import quizsite.wsgi
print(json.dumps([name for name in sys.modules if name.startswith(("azure", "opentelemetry"))]))
"""
    assert run(script, variables(), django_app) == []
