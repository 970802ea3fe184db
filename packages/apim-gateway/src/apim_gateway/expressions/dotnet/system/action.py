"""Action: variables that hold a function without a result.

https://learn.microsoft.com/dotnet/api/system.action-1
"""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.system.func import called

ACTION = clr_type("Action")
ACTION.method("Invoke", returns="void")(called)
