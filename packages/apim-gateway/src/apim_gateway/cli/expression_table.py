"""Lists the .NET types and members that expressions may use: docs/expressions.md is made of it."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Method
from apim_gateway.expressions.checked.static_types import type_of
from apim_gateway.expressions.dotnet.library import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apim_gateway.expressions.checked.member_tables import ClrType, Property

TITLE = "# .NET types and members that policy expressions may use"
NOTE = (
    "Made by `apim-gateway expressions`. A document with any other type or member is refused\n"
    "before the gateway listens. Azure's own list, with what each of them does, is on\n"
    "[its page](https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#CLRTypes).\n\n"
    "`T[]` is any array, `T?` any value that may be null. `M` is the type argument of a method,\n"
    "`R` and `S` are what its lambdas return, `dynamic` is known when the expression runs. An\n"
    "argument with a question mark may be left out; `…` stands for any more. Every type also has\n"
    "the members of `object`."
)
SHOWN = {"[]": "T[]", "?": "T?"}
"""Types that C# writes in another way than by a name."""


def expression_table() -> str:
    """Returns the page, in Markdown."""
    types = sorted(BY_NAME.values(), key=lambda own: _title(own).lower())
    return "\n\n".join([TITLE, NOTE, *map(_section, types)]) + "\n"


def _section(own: ClrType) -> str:
    lines = [
        *_created(own),
        *_members(own.members, 1),
        *(f"static {line}" for line in _members(own.statics, 0)),
    ]
    parts = [f"## {_title(own)}".replace("<", "\\<")]
    if own.bases:
        parts.append(
            f"Has the members of {', '.join(f'`{_kind(base)}`' for base in own.bases)}, too."
        )
    if lines:
        parts.append("```csharp\n" + "\n".join(lines) + "\n```")
    return "\n\n".join(parts)


def _title(own: ClrType) -> str:
    arguments = f"<{', '.join(own.parameters)}>" if own.parameters else ""
    return SHOWN.get(own.name, own.name + arguments)


def _created(own: ClrType) -> Iterator[str]:
    if own.new is not None:
        yield f"new {_title(own)}({_arguments(own.new, 0)})"
    if own.index is not None:
        yield f"{_kind(own.index.type)} this[{_arguments(own.index, 1)}]"


def _members(members: Mapping[str, Property | Method], given: int) -> Iterator[str]:
    """Lists members as C# declares them; the first `given` parameters are the object itself."""
    for name, member in sorted(members.items()):
        call = f"({_arguments(member, given)})" if isinstance(member, Method) else ""
        generic = "<M>" if call and _names_its_type(member) else ""
        yield f"{_kind(member.type)} {name}{generic}{call}"


def _names_its_type(member: Property | Method) -> bool:
    return "M" in member.type.replace("<", " ").replace(">", " ").split()


def _arguments(method: Method, given: int) -> str:
    taken = list(inspect.signature(method.call).parameters.values())[given:]
    return ", ".join(_argument(one) for one in taken if one.name != "of")


def _argument(one: inspect.Parameter) -> str:
    """Writes `default_value=None` as C# names it: `defaultValue?`."""
    if one.kind is one.VAR_POSITIONAL:
        return "…"
    first, *rest = one.name.strip("_").split("_")
    name = first + "".join(word.capitalize() for word in rest)
    return name if one.default is one.empty else f"{name}?"


def _kind(text: str) -> str:
    return str(type_of(text))
