"""UriKind: what `new Uri` and `TryCreate` accept.

https://learn.microsoft.com/dotnet/api/system.urikind
"""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import clr_type

URI_KIND = clr_type("UriKind")
URI_KIND.static_property("RelativeOrAbsolute", "int")(lambda: 0)
URI_KIND.static_property("Absolute", "int")(lambda: 1)
URI_KIND.static_property("Relative", "int")(lambda: 2)
