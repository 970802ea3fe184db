"""What is known of one type of resource: an entry in the file of its service."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from gatehouse.azure.kinds.ids import PLACEHOLDER, SLASH, fill
from gatehouse.graph.graph import UNKNOWN

if TYPE_CHECKING:
    from gatehouse.azure.kinds.deletion import Deletion
    from gatehouse.azure.kinds.name_rule import NameRule
    from gatehouse.azure.kinds.price import Price
    from gatehouse.azure.kinds.shape import Shape, Unseen

Properties = Mapping[str, Any]


class Key(Protocol):
    """Makes the secret that belongs to the labels, from a seed."""

    def __call__(self, *labels: str) -> str:
        """Returns 43 letters, digits, `-` and `_`."""


Answer = Callable[[Key, str, Properties], Properties]
"""From keys, the resource's name and its inputs to what Azure answers."""
Function = Callable[[Key, Properties], Properties]
"""From keys and arguments to what Azure answers a call."""


def _nothing(_key: Key, _name: str, _inputs: Properties) -> Properties:
    return {}


def _name_and_digits(urn: str) -> str:
    """Names as azure-native does: the logical name and eight hex digits."""
    return urn.rsplit("::", 1)[1] + hashlib.sha256(urn.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class ResourceKind:
    """One type: its id, and whatever else the laptop cloud has to know of it.

    Worked example, of which only the first two are needed to evaluate a program::

        ResourceKind(
            "azure-native:keyvault:Secret",
            "Microsoft.KeyVault/vaults/{vaultName}/secrets/{secretName}",
            name=NameRule("[A-Za-z0-9-]{1,127}", "1 to 127 letters, digits and hyphens"),
            computed=_secret,
            price=Price(free="part of its vault"),
        )
    """

    type: str
    """Pulumi's token."""
    id: str
    """ARM id by inputs, without the resource group; the last one is the name."""
    _: KW_ONLY
    name: NameRule | None = None
    """Any name, when there is none."""
    made_up_name: Callable[[str], str] = _name_and_digits
    """From the URN, where the program gives no name."""
    longest: Mapping[str, int] = field(default_factory=dict)
    """Input → how many characters Azure takes."""
    corrected: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    """Input → the types that Azure takes, where the SDK is mistaken."""
    second_parent: str = ""
    """Id of the other resource that this one joins; it is addressed below one of them."""
    computed: Answer = _nothing
    """Outputs beside the name and the inputs, which Azure returns as they were given."""
    listed: Mapping[str, Answer] = field(default_factory=dict)
    """Keys that Azure lists, by where below the resource's id they are asked for."""
    gateway: Shape | Unseen | None = None
    """How the local gateway is given it; nothing but API Management's is."""
    price: Price | None = None
    """None while nobody has looked it up."""
    deletion: Deletion | None = None
    """None where nothing goes that the program doesn't make again."""

    @property
    def in_id(self) -> list[str]:
        """The inputs that make the id, beside the resource group; the last is the name."""
        return PLACEHOLDER.findall(self.id)

    @property
    def arm_type(self) -> str:
        """Such as `Microsoft.ApiManagement/service/apis`: the id without the names."""
        return re.sub(f"/{PLACEHOLDER.pattern}", "", self.id)

    def resource_id(self, urn: str, inputs: Properties) -> str:
        """Returns the id that the inputs lead to.

        A slash in the name, as a blob may have, is written `%2F`.
        """
        last = self.in_id[-1]
        name = str(inputs.get(last) or self.made_up_name(urn))
        return fill(self.id, {**inputs, last: name.replace("/", SLASH)})

    def name_faults(self, name: str) -> list[str]:
        """Returns what is wrong with the last part of an id; nothing while it is unknown."""
        if self.name is None or name == UNKNOWN or self.name.allows(name):
            return []
        return [f"the name is {name!r}; allowed is {self.name.words}"]

    def length_faults(self, inputs: Properties) -> list[str]:
        """Returns which texts are longer than Azure takes."""
        return [
            f"{name} has {len(inputs[name])} characters; allowed are up to {most}; shorten it"
            for name, most in self.longest.items()
            if len(inputs.get(name) or "") > most
        ]


@dataclass(frozen=True, slots=True)
class Service:
    """One Azure service: its types, and the functions that a program may call."""

    kinds: tuple[ResourceKind, ...]
    functions: Mapping[str, Function] = field(default_factory=dict)
    """By Pulumi's token."""
