"""A deployed stack's outputs, as `pulumi stack output --json --show-secrets` prints them."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


def read_outputs(text: str, names: Sequence[str]) -> dict[str, Any]:
    """Returns the outputs; raises LocalError when some of these names lack."""
    with suppress(ValueError):
        given = json.loads(text)
        if isinstance(given, dict) and given.keys() >= set(names):
            return given
    raise LocalError(
        f"standard input is not what is needed: JSON with {', '.join(names)}; pipe "
        "`pulumi stack output --json --show-secrets` into this command"
    )
