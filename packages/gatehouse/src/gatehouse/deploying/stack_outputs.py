"""A deployed stack's outputs, as `pulumi stack output --json --show-secrets` prints them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Sequence


def read_outputs(text: str, names: Sequence[str]) -> dict[str, str]:
    """Returns the outputs of these names, URLs without a slash at their end.

    Raises LocalError when some lack.
    """
    try:
        given = json.loads(text)
        return {name: str(given[name]).rstrip("/") for name in names}
    except (ValueError, KeyError, TypeError):
        raise LocalError(
            f"standard input is not what is needed: JSON with {', '.join(names)}; pipe "
            "`pulumi stack output --json --show-secrets` into this command"
        ) from None
