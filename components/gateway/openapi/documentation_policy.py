"""The policy document by which an app's own documentation is right behind the gateway.

FastAPI's pages ask for `/openapi.json` at the root of the host, and the document names no server
and no subscription key: the app does not know where it is published.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from components.gateway.published_api import PublishedApi

TEMPLATE = Path(__file__).with_name("documentation.xml")
KEY_HEADER = "Ocp-Apim-Subscription-Key"
KEY = re.compile(r"[ ]*<\?key\?>\n(.*)[ ]*<\?/key\?>\n", re.DOTALL)
"""What the document says only of an API that needs a key."""


STATEMENTS = re.compile(r"[ ]*<\?statements\?>\n")
INDENT = " " * 20
URLS = ("tokenUrl", "authorizationUrl", "refreshUrl")
"""Members of an OAuth2 flow that may lead to a route of the app."""


def documentation_policy(
    description: Mapping[str, Any], api: PublishedApi, prefixes: Mapping[str, str]
) -> str:
    """Returns the document for the pages of an app that `api` publishes.

    `prefixes` tell for the paths of the app's routes what stands before them at the gateway.

    It is empty for an app that names servers in its OpenAPI document: it knows where it is
    published. A requirement of the app's own security schemes stays, and the key is asked for
    beside it, or Swagger UI would not send it.
    """
    document = description.get("openapi")
    if not document or "servers" in document:
        return ""
    lines = [*_servers(document, f"/{api.path}", prefixes), *_flows(document, prefixes)]
    statements = "".join(f"{INDENT}{line}\n" for line in lines)
    text = KEY.sub(r"\1" if api.product else "", TEMPLATE.read_text(encoding="utf-8"))
    text = STATEMENTS.sub(lambda _: statements, text)
    return text.replace("<?api-path?>", f"/{api.path}").replace("<?key-header?>", KEY_HEADER)


def _servers(document: Mapping[str, Any], usual: str, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yields a statement for each path that another API than the main one has."""
    for path in document.get("paths", {}):
        prefix = prefixes.get(path, usual)
        if prefix != usual:
            server = f'new JArray(new JObject(new JProperty("url", {json.dumps(prefix)})))'
            yield f'document["paths"][{json.dumps(path)}]["servers"] = {server};'


def _flows(document: Mapping[str, Any], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yields a statement for each URL of an OAuth2 flow that is a route of the app."""
    schemes = document.get("components", {}).get("securitySchemes", {})
    for name, scheme in schemes.items():
        for kind, flow in scheme.get("flows", {}).items():
            for word in URLS:
                path = f"/{flow.get(word, '').lstrip('/')}"
                if path in prefixes:
                    place = "".join(f"[{json.dumps(one)}]" for one in (name, "flows", kind, word))
                    url = json.dumps(prefixes[path] + path)
                    yield f'document["components"]["securitySchemes"]{place} = {url};'
