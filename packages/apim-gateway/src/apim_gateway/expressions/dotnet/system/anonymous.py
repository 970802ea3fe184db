"""Anonymous objects: `new { Name = value }`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


@dataclass(frozen=True)
class Anonymous:
    """The fields of an anonymous object, in order."""

    fields: dict[str, Value]

    def __str__(self) -> str:
        """Renders as `{ Name = value }`."""
        inner = ", ".join(f"{name} = {to_text(value)}" for name, value in self.fields.items())
        return f"{{ {inner} }}"
