"""System.Exception and those derived from it, each by its name.

https://learn.microsoft.com/dotnet/api/system.exception
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import ClrType, clr_type
from apim_gateway.expressions.semantics.clr_error import BASES, LIMIT, ClrError

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


def exception(name: str) -> ClrType:
    """Registers an exception."""

    def made(
        message: str = f"Exception of type 'System.{name}' was thrown.", *_: Value
    ) -> ClrError:
        return ClrError(name, message)

    own = clr_type(name, ClrError)
    own.property("Message", "string")(lambda error: error.message)
    own.property("InnerException", "Exception")(lambda _: None)
    own.property("StackTrace", "string")(lambda _: None)
    own.constructor(returns=name)(made)
    return own


for name in BASES:
    if name != LIMIT:
        exception(name)


exception("Exception")
