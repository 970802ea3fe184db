"""Finds the type that a name in C# source means, and refuses those that are not allowed."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.static_types import ANY, ARRAY, NULLABLE, Type
from apim_gateway.expressions.dotnet.library import BY_NAME
from apim_gateway.expressions.grammar.nodes import named, text

if TYPE_CHECKING:
    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Scope

KEYWORDS = {
    "Boolean": "bool", "Byte": "byte", "Char": "char", "Decimal": "decimal", "Double": "double",
    "Int16": "short", "Int32": "int", "Int64": "long", "Object": "object", "SByte": "sbyte",
    "Single": "float", "String": "string", "UInt16": "ushort", "UInt32": "uint",
    "UInt64": "ulong",
}  # fmt: skip
NAMESPACES = frozenset({
    "Newtonsoft.Json", "Newtonsoft.Json.Linq", "System", "System.Collections",
    "System.Collections.Generic", "System.Globalization", "System.Linq", "System.Net",
    "System.Security.Cryptography", "System.Security.Cryptography.X509Certificates",
    "System.Text", "System.Text.RegularExpressions", "System.Xml", "System.Xml.Linq",
})  # fmt: skip
ALLOWED = "learn.microsoft.com/azure/api-management/api-management-policy-expressions#CLRTypes"


def declared_type(node: Node, scope: Scope) -> Type:
    """Returns the type that the node names; `var` is ANY. Raises LoadError if it isn't allowed."""
    children = named(node)
    if node.type == "implicit_type" or text(node) == ANY.name:
        return ANY
    if node.type == "array_type":
        return Type(ARRAY, (declared_type(children[0], scope),))
    if node.type == "nullable_type":
        return Type(NULLABLE, (declared_type(children[0], scope),))
    found = type_named(node, scope)
    if found is None:
        close = get_close_matches(text(node), BY_NAME)
        hint = f"did you mean {close[0]}? " if close else ""
        remedy = f"{hint}allowed types: {ALLOWED}"
        raise scope.refused(node, "is no type that expressions may use", remedy)
    return found


def type_named(node: Node, scope: Scope) -> Type | None:
    """Returns the type if the node names one: `string`, `System.Guid`, `List<int>`."""
    namespace, last = "", node
    if node.type in ("qualified_name", "member_access_expression"):
        first, last = named(node)
        namespace = "".join(text(first).split())
        if namespace not in NAMESPACES:
            return None
    if last.type == "generic_name":
        name, arguments = named(last)
        own = type_named(name, scope)
        return own and Type(own.name, tuple(declared_type(arg, scope) for arg in named(arguments)))
    # A variable may be named as a type is: `Regex.Value` is a member of the variable then.
    if not namespace and scope.find(text(node)) is not None:
        return None
    known = KEYWORDS.get(text(last), text(last))
    return Type(known) if known in BY_NAME else None
