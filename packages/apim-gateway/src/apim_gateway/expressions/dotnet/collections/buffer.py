"""System.Buffer.

https://learn.microsoft.com/dotnet/api/system.buffer
"""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.array import copy

BUFFER = clr_type("Buffer")
BUFFER.static_method("BlockCopy", returns="void")(copy)
