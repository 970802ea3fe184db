"""Predicate<T>: variables that hold a test.

https://learn.microsoft.com/dotnet/api/system.predicate-1
"""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.system.func import called

PREDICATE = clr_type("Predicate")
PREDICATE.method("Invoke", returns="bool")(called)
