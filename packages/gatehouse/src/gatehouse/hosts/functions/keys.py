"""The keys that open functions, and the check of a request for one.

https://learn.microsoft.com/azure/azure-functions/function-keys-how-to
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hmac import compare_digest
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADER = "x-functions-key"
PARAMETER = "code"


@dataclass(frozen=True, kw_only=True)
class FunctionKeys:
    """The keys of a function app."""

    function: str = field(repr=False)
    """Opens functions of the level FUNCTION."""
    master: str = field(default_factory=token_urlsafe, repr=False)
    """Opens every function."""

    def __post_init__(self) -> None:
        """Raises LocalError for an empty key, which would open everything to everybody."""
        if not self.function or not self.master:
            raise LocalError(
                "a key of the function app is empty; allowed is any other text. Look where the "
                "program takes the key from."
            )

    def opens(self, level: str, headers: Mapping[str, str], query: Mapping[str, str]) -> bool:
        """Returns whether a request may pass; its header, when there is one, outweighs its query.

        `level` is ANONYMOUS, FUNCTION or ADMIN; `headers` has lower-case names.
        """
        if level == "ANONYMOUS":
            return True
        # As bytes: `compare_digest` takes no text beyond ASCII, and anybody may send some.
        given = (headers[HEADER] if HEADER in headers else query.get(PARAMETER, "")).encode()
        if level == "FUNCTION" and compare_digest(given, self.function.encode()):
            return True
        return compare_digest(given, self.master.encode())
