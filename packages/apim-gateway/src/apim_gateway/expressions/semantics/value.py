"""Values: the word that everything which runs an expression uses for one."""

from __future__ import annotations

from typing import Any, TypeAlias

Value: TypeAlias = Any
"""Any C# value; each .NET type names the Python classes of its values."""
