"""System.Net.WebUtility: escapes and unescapes.

https://learn.microsoft.com/dotnet/api/system.net.webutility
"""

from __future__ import annotations

import html
from urllib.parse import quote, unquote_plus

from apim_gateway.expressions.checked.member_tables import clr_type

WEB_UTILITY = clr_type("WebUtility")


@WEB_UTILITY.static_method("UrlEncode", returns="string")
def url_encoded(text: str | None) -> str | None:
    """Returns the text escaped; spaces become plus signs (`UrlEncode`)."""
    return None if text is None else quote(text, safe="-_.!*() ").replace(" ", "+")


WEB_UTILITY.static_method("HtmlDecode", returns="string")(html.unescape)
WEB_UTILITY.static_method("HtmlEncode", returns="string")(
    lambda text: html.escape(text).replace("&#x27;", "&#39;")
)
WEB_UTILITY.static_method("UrlDecode", returns="string")(unquote_plus)
