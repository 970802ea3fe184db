"""ARM templates that the program deploys, as far as they declare resources by expressions.

https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gatehouse.azure.kinds.ids import GROUP
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

DEPLOYMENT = "azure-native:resources:Deployment"
TOKEN = re.compile(r"\s*(?:'((?:[^']|'')*)'|(\d+)|(\w+)|([(),.\[\]]))")
EXPRESSION = re.compile(r"\[(?!\[)(.*)\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Nested:
    """A resource of a template; its properties are still expressions."""

    type: str
    """Such as `Microsoft.KeyVault/vaults/secrets`."""
    name: str
    """With the names of what it lies in, such as `kv/function-app-key`."""
    properties: Mapping[str, Any]

    @property
    def path(self) -> str:
        """The end of its id: types and names in turn, such as `/vaults/kv/secrets/key`."""
        types = self.type.split("/")[1:]
        pairs = zip(types, self.name.split("/"), strict=True)
        return "".join(f"/{type_}/{name}" for type_, name in pairs)


@dataclass(frozen=True, slots=True)
class Template:
    """The template and the parameters of one deployment."""

    group: str
    """Name of the resource group that it is deployed to."""
    body: Mapping[str, Any]
    parameters: Mapping[str, Any]
    keys: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What `listKeys` answers, by the resource's id."""

    @classmethod
    def of(cls, deployment: Mapping[str, Any], keys: Mapping[str, Any]) -> Template:
        """Reads the inputs of a `resources.Deployment`."""
        properties = deployment["properties"]
        given = properties.get("parameters", {})
        return cls(
            group=deployment["resourceGroupName"],
            body=properties["template"],
            parameters={name: one["value"] for name, one in given.items()},
            keys=keys,
        )

    def resources(self) -> Iterator[Nested]:
        """Yields what the template declares; raises LocalError for an expression not known here."""
        for one in self.body.get("resources", ()):
            name = str(self.value(one["name"]))
            yield Nested(one["type"], name, one.get("properties", {}))

    def value(self, text: str) -> Any:  # noqa: ANN401 - any JSON value
        """Returns what the text stands for: `[…]` is an expression, all else is itself.

        With the parameter `site` = `func`, `[format('{0}/x', parameters('site'))]` is `func/x`.
        Raises LocalError for a function not known here.
        """
        found = EXPRESSION.fullmatch(text)
        return _Reader(self, found[1]).whole() if found else text

    def call(self, function: str, arguments: list[Any]) -> Any:  # noqa: ANN401
        """Returns the function's result."""
        functions: dict[str, Callable[..., Any]] = {
            "format": lambda pattern, *values: pattern.format(*values),
            "listKeys": lambda id_, _version: self._list_keys(id_),
            "parameters": lambda name: self.parameters[name],
            "resourceId": self._resource_id,
        }
        if function not in functions:
            raise LocalError(
                f"a template of the program calls {function}(); known here are "
                f"{', '.join(sorted(functions))}; add it to gatehouse/azure/arm_template.py"
            )
        return functions[function](*arguments)

    def _list_keys(self, id_: str) -> Any:  # noqa: ANN401
        if id_ not in self.keys:
            raise LocalError(
                f"a template of the program lists the keys of {id_}; allowed is a Functions host "
                "that the program declares; add others as `listed` to the entry of their type in "
                "gatehouse/azure/kinds/"
            )
        return self.keys[id_]

    def _resource_id(self, type_: str, *names: str) -> str:
        namespace, *types = type_.split("/")
        path = "".join(f"/{one}/{name}" for one, name in zip(types, names, strict=True))
        group = GROUP.format(resourceGroupName=self.group)
        return f"{group}/providers/{namespace}{path}"


class _Reader:
    """Reads one expression from left to right."""

    def __init__(self, template: Template, text: str) -> None:
        self._template = template
        self._text = text
        self._tokens = [match.groups() for match in TOKEN.finditer(text)]
        self._next = 0

    def whole(self) -> Any:  # noqa: ANN401
        try:
            value = self._value()
        except (IndexError, KeyError, TypeError, ValueError) as error:
            raise LocalError(
                f"the template expression [{self._text}] can't be read ({error!r}); allowed are "
                "texts, numbers, calls, .members and [indices]; correct it"
            ) from None
        return value

    def _value(self) -> Any:  # noqa: ANN401
        text, number, name, _ = self._take()
        value: Any
        if text is not None:
            value = text.replace("''", "'")
        elif number is not None:
            value = int(number)
        else:
            value = self._template.call(name or "", self._arguments())
        return self._inner(value)

    def _arguments(self) -> list[Any]:
        self._expect("(")
        arguments: list[Any] = []
        while not self._at(")"):
            arguments.append(self._value())
            if self._at(","):
                self._next += 1
        self._expect(")")
        return arguments

    def _inner(self, value: Any) -> Any:  # noqa: ANN401
        while self._next < len(self._tokens) and self._tokens[self._next][3] in (".", "["):
            if self._take()[3] == ".":
                value = value[self._take()[2]]
            else:
                value = value[self._value()]
                self._expect("]")
        return value

    def _take(self) -> tuple[str | None, ...]:
        self._next += 1
        return self._tokens[self._next - 1]

    def _at(self, sign: str) -> bool:
        return self._tokens[self._next][3] == sign

    def _expect(self, sign: str) -> None:
        if self._take()[3] != sign:
            raise ValueError(sign)
