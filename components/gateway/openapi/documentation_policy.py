"""The policy document by which an app's own documentation is right behind the gateway.

FastAPI's pages ask for `/openapi.json` at the root of the host, and the document names no server
and no subscription key: the app does not know where it is published.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from components.gateway.published_api import PublishedApi

TEMPLATE = Path(__file__).with_name("documentation.xml")
KEY_HEADER = "Ocp-Apim-Subscription-Key"
KEY = re.compile(r"[ ]*<\?key\?>\n(.*)[ ]*<\?/key\?>\n", re.DOTALL)
"""What the document says only of an API that needs a key."""


def documentation_policy(description: Mapping[str, Any], api: PublishedApi) -> str:
    """Returns the document for the pages of an app that `api` publishes.

    It is empty for an app that names servers in its OpenAPI document: it knows where it is
    published. A requirement of the app's own security schemes stays, and the key is asked for
    beside it, or Swagger UI would not send it.
    """
    document = description.get("openapi")
    if not document or "servers" in document:
        return ""
    text = KEY.sub(r"\1" if api.product else "", TEMPLATE.read_text(encoding="utf-8"))
    return text.replace("<?api-path?>", f"/{api.path}").replace("<?key-header?>", KEY_HEADER)
