"""A subscription in memory: what has been made in it, what Azure would refuse, every secret."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from local.arm_template import Template
from local.azure import Azure
from local.azure_references import missing, references
from tests.engine.changes import differences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# What Azure refuses to change once a resource is made.
FOREVER = {
    "azure-native:dbforpostgresql:Server": {"administratorLogin", "backup.geoRedundantBackup"},
    "azure-native:keyvault:Vault": {"properties.softDeleteRetentionInDays"},
}
DEPLOYMENT = "azure-native:resources:Deployment"
COMPUTED_SECRETS = ("connectionString", "instrumentationKey", "result")


class RefusalError(Exception):
    """Azure's answer to a request that it can't meet."""


@dataclass(frozen=True, slots=True)
class Witness(Azure):
    """Remembers every key that it gives out."""

    given: set[str] = field(default_factory=set)

    def key(self, *labels: str) -> str:
        key = Azure.key(self, *labels)
        self.given.add(key)
        return key


@dataclass(slots=True)
class Existing:
    """A resource of the subscription."""

    type: str
    inputs: Mapping[str, Any]
    outputs: dict[str, Any]
    drifted: set[str] = field(default_factory=set)
    """Names of properties that somebody has changed in the portal."""
    nested: tuple[str, ...] = ()
    """Ends of the ids of what a deployment's template has made."""


class Cloud:
    """Knows types, ids and inputs, and nothing of the engine."""

    def __init__(self, seed: bytes) -> None:
        self.existing: dict[str, Existing] = {}
        self.secrets: set[str] = set()
        self.failing: str | None = None
        """Ending of the URN whose next creation fails."""
        self.one_at_a_time = Lock()
        """Held for every call: the plugins of all packages act on the same resources."""
        self._made = 0
        self._seed = seed
        self._rotated: dict[str, bytes] = {}

    def copy(self) -> Cloud:
        """Another subscription with the same resources in it."""
        other = Cloud(self._seed)
        other.existing = deepcopy(self.existing)
        other.secrets = set(self.secrets)
        other._rotated = dict(self._rotated)
        other._made = self._made
        return other

    def rotate(self, token: str) -> None:
        """From now on the type or function of that name makes up other secrets."""
        self._rotated[token] = self._seed + str(len(self._rotated)).encode() + b"rotated"

    def drift(self, ending: str, **changed: object) -> None:
        """Changes properties of the resource whose id ends so, as somebody does in the portal."""
        (found,) = (one for id_, one in self.existing.items() if id_.endswith(ending))
        found.outputs |= changed
        found.drifted |= changed.keys()

    def create(self, type_: str, urn: str, inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Returns the id and all outputs; raises RefusalError."""
        if self.failing is not None and urn.endswith(self.failing):
            self.failing = None
            raise RefusalError(f"InternalServerError: {urn} could not be made")
        id_, outputs = self._answer(type_, urn, inputs)
        if type_.startswith("random:"):
            # What is made anew has the same name, and is another one.
            id_ = f"{id_}-{self._made}"
        else:
            if id_.lower() in map(str.lower, self.existing):
                raise RefusalError(f"cannot create already existing resource {id_}")
            self._refuse_dangling(type_, id_, inputs)
        self._made += 1
        nested = self._nested(type_, inputs)
        self.existing[id_] = Existing(type_, deepcopy(inputs), outputs, nested=nested)
        return id_, outputs

    def update(self, id_: str, urn: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Returns all outputs; raises RefusalError."""
        type_, before = self.existing[id_].type, self.existing[id_].inputs
        changed = dict(differences(before, inputs)).keys() & FOREVER.get(type_, set())
        if changed:
            raise RefusalError(f"{', '.join(changed)} of {id_} can't be changed")
        same, outputs = self._answer(type_, urn, inputs)
        if same != id_:
            raise RefusalError(f"{id_} can't become {same} in place")
        self._refuse_dangling(type_, id_, inputs)
        nested = self._nested(type_, inputs)
        self.existing[id_] = Existing(type_, deepcopy(inputs), outputs, nested=nested)
        return outputs

    def delete(self, id_: str) -> None:
        """Deletes the resource and what lies in it; raises RefusalError while others need it."""
        doomed = {one for one in self.existing if one == id_ or one.startswith(f"{id_}/")}
        for other in self.existing.keys() - doomed:
            resource = self.existing[other]
            for wanted in references(resource.type, other, resource.inputs):
                if any(one.lower().endswith(wanted.lower()) for one in doomed):
                    raise RefusalError(f"InUse: {id_} is needed by {other}")
        for one in doomed:
            del self.existing[one]

    def invoke(self, token: str, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """Returns what a function answers; raises RefusalError when its subject is missing."""
        name = args.get("sid") or args.get("accountName") or args.get("name")
        if name and not any(id_.endswith(f"/{name}") for id_ in self.existing):
            raise RefusalError(f"ResourceNotFound: {token} of {name}")
        return self._azure(token).invoke(token, args)

    def _answer(
        self, type_: str, urn: str, inputs: Mapping[str, Any]
    ) -> tuple[str, dict[str, Any]]:
        created = self._azure(type_).create(type_, urn, inputs)
        self.secrets.update(_secrets(created.computed))
        return created.id, {**inputs, **created.computed}

    def _nested(self, type_: str, inputs: Mapping[str, Any]) -> tuple[str, ...]:
        if type_ != DEPLOYMENT:
            return ()
        template = Template.of(inputs, self._azure(type_).list_keys)
        return tuple(one.path for one in template.resources())

    def _azure(self, token: str) -> Azure:
        return Witness(self._rotated.get(token, self._seed), self.secrets)

    def _refuse_dangling(self, type_: str, id_: str, inputs: Mapping[str, Any]) -> None:
        nested = {path for one in self.existing.values() for path in one.nested}
        lost = missing(references(type_, id_, inputs), {*self.existing, *nested})
        if lost:
            raise RefusalError(f"ResourceNotFound: {id_} needs {', '.join(lost)}")


def _secrets(computed: Mapping[str, Any]) -> Iterator[str]:
    return (computed[name] for name in COMPUTED_SECRETS if name in computed)
