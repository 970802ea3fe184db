"""What a function app has that Azure, or the gateway before it, takes otherwise.

https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook#hostjson-settings
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from gatehouse.adopting.hint import Hint, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatehouse.adopting.app_folder import AppFolder
    from gatehouse.adopting.app_kind import RecognisedApp

HOST_JSON = "host.json"
PREFIX_LINE = re.compile(r'"routePrefix"')
ANONYMOUS = re.compile(r"AuthLevel\.ANONYMOUS")
WRAPPED = ("AsgiFunctionApp", "WsgiFunctionApp")
BACKGROUND = "it runs in Azure alone; here run it by hand: `POST /admin/functions/{name}`"
NO_PREFIX = '{"version": "2.0", "extensions": {"http": {"routePrefix": ""}}}'


def function_faults(app: AppFolder, found: RecognisedApp) -> Iterator[Hint]:
    """Yields what to do about the folder of a function app."""
    yield from _host_json(app)
    level = app.first("function_app.py", ANONYMOUS)
    if level:
        says = "lets anybody call the function past the gateway"
        yield Hint(place=level[0], says=says, remedy="write `AuthLevel.FUNCTION`")
    for name, trigger, place in found.functions:
        says = f"{name} is started by a {trigger}, not by a request"
        yield Hint(place=place, says=says, remedy=BACKGROUND.format(name=name))


def _host_json(app: AppFolder) -> Iterator[Hint]:
    file = app.path / HOST_JSON
    if not file.is_file():
        yield Hint(says=f"{file} is missing", remedy=f"write it: `{NO_PREFIX}`")
        return
    try:
        host = json.loads(file.read_text(encoding="utf-8"))
        prefix = host.get("extensions", {}).get("http", {}).get("routePrefix", "api")
    except (ValueError, AttributeError) as error:
        yield Hint(place=Place(file, 1), says=f"is no JSON object: {error}", remedy="correct it")
        return
    if prefix and any(name in app.text("function_app.py") for name in WRAPPED):
        line = app.first(HOST_JSON, PREFIX_LINE)
        says = f"puts /{prefix} before every route of the app, which then finds none of them"
        remedy = 'set extensions.http.routePrefix to ""'
        yield Hint(place=line[0] if line else Place(file, 1), says=says, remedy=remedy)
