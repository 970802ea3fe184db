"""XNode: what elements and documents have in common.

https://learn.microsoft.com/dotnet/api/system.xml.linq.xnode
"""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import clr_type

XNODE = clr_type("XNode")
XNODE.method("ToString", returns="string")(lambda element, _options=None: str(element))
