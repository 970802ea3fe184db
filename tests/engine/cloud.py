"""A subscription in memory: what has been made in it, what Azure would refuse, every secret."""

from __future__ import annotations

import json
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from gatehouse.azure.arm_template import Template
from gatehouse.azure.cloud import Azure
from gatehouse.azure.references import missing, references
from tests.engine.attempt import Attempt, Existing
from tests.engine.changes import differences
from tests.engine.clock import Clock
from tests.engine.refusals import IGNORED_ON_CREATE, REFUSALS, Refusal, unresolved

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# What Azure refuses to change once a resource is made.
FOREVER = {
    "azure-native:dbforpostgresql:Server": {"administratorLogin", "backup.geoRedundantBackup"},
    "azure-native:keyvault:Vault": {"properties.softDeleteRetentionInDays"},
}
AZURE = "azure-native:"
DEPLOYMENT = "azure-native:resources:Deployment"
COMPUTED_SECRETS = ("connectionString", "instrumentationKey", "result")


DURATIONS: dict[str, int] = json.loads(
    Path(__file__).parents[1].joinpath("dependencies.json").read_text(encoding="utf-8")
)["seconds"]


class RefusalError(Exception):
    """Azure's answer to a request that it can't meet."""


class HalfMadeError(RefusalError):
    """A failure that leaves behind what it has begun."""


class TransientError(RefusalError):
    """An answer after which azure-native tries again by itself."""

    def __init__(self, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        """Seconds, where Azure says."""


@dataclass(frozen=True, slots=True)
class Witness(Azure):
    """Remembers every key that it gives out."""

    given: set[str] = field(default_factory=set)

    def key(self, *labels: str) -> str:
        key = Azure.key(self, *labels)
        self.given.add(key)
        return key


class Cloud:
    """Knows types, ids and inputs, and nothing of the engine."""

    def __init__(self, seed: bytes) -> None:
        self.existing: dict[str, Existing] = {}
        self.secrets: set[str] = set()
        self.failing: str | None = None
        """Ending of the URN whose next creation fails."""
        self.clock = Clock()
        self.unregistered: set[str] = set()
        """Resource providers that the subscription has never used, such as Microsoft.Web."""
        self.soft_deleted: set[str] = set()
        """Beginnings of names that Azure still holds, of resources that were deleted."""
        self.throttled: dict[str, int] = {}
        """Type → how many of the next requests for it are too many."""
        self._one_at_a_time = Lock()
        self._busy: dict[str, str] = {}
        self._deleted: dict[str, float] = {}
        self._made = 0
        self._seed = seed
        self._rotated: dict[str, bytes] = {}

    def copy(self) -> Cloud:
        """Another subscription with the same resources in it."""
        other = Cloud(self._seed)
        other.existing = deepcopy(self.existing)
        other.clock = Clock(self.clock.now())
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

    def grow(self, ending: str, size_gb: int) -> None:
        """Enlarges the disk of the server whose id ends so, as Azure does when it runs full."""
        (found,) = (one for id_, one in self.existing.items() if id_.endswith(ending))
        found.outputs["storage"] = {**found.outputs["storage"], "storageSizeGB": size_gb}
        found.drifted.add("storage")

    def unresolved(self) -> dict[str, tuple[str, ...]]:
        """Returns the sites that can't start, and the app settings without their secrets."""
        return {id_: one.unresolved for id_, one in self.existing.items() if one.unresolved}

    def create(self, type_: str, urn: str, inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Returns the id and all outputs; raises RefusalError."""
        with self._one_at_a_time:
            self._fail_once(urn)
            id_, outputs = self._answer(type_, urn, inputs)
            if type_.startswith("random:"):
                # What is made anew has the same name, and is another one.
                id_ = f"{id_}-{self._made}"
            else:
                if id_.lower() in map(str.lower, self.existing):
                    raise RefusalError(f"cannot create already existing resource {id_}")
                self._refuse_dangling(type_, id_, inputs)
            self._made += 1
            self._begin("create", type_, id_, inputs)
        outputs |= IGNORED_ON_CREATE.get(type_.removeprefix(AZURE), {})
        self._work(Existing(type_, deepcopy(inputs), outputs), "create", id_)
        return id_, outputs

    def update(self, id_: str, urn: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Returns all outputs; raises RefusalError."""
        with self._one_at_a_time:
            type_, before = self.existing[id_].type, self.existing[id_].inputs
            changed = dict(differences(before, inputs)).keys() & FOREVER.get(type_, set())
            if changed:
                raise RefusalError(f"{', '.join(changed)} of {id_} can't be changed")
            same, outputs = self._answer(type_, urn, inputs)
            if same != id_:
                raise RefusalError(f"{id_} can't become {same} in place")
            self._refuse_dangling(type_, id_, inputs)
            self._begin("update", type_, id_, inputs)
        self._work(Existing(type_, deepcopy(inputs), outputs), "update", id_)
        return outputs

    def delete(self, id_: str) -> None:
        """Deletes the resource and what lies in it; raises RefusalError while others need it."""
        with self._one_at_a_time:
            existing = self.existing[id_]
            self._refuse(self._attempt("delete", existing.type, id_, existing.inputs))
            doomed = {one for one in self.existing if one == id_ or one.startswith(f"{id_}/")}
            for other in self.existing.keys() - doomed:
                resource = self.existing[other]
                for wanted in references(resource.type, other, resource.inputs):
                    if any(one.lower().endswith(wanted.lower()) for one in doomed):
                        raise RefusalError(f"InUse: {id_} is needed by {other}")
            for one in doomed:
                del self.existing[one]
                self._deleted[one] = self.clock.now()

    def invoke(self, token: str, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """Returns what a function answers; raises RefusalError when its subject is missing."""
        name = args.get("sid") or args.get("accountName") or args.get("name")
        with self._one_at_a_time:
            if name and not any(id_.endswith(f"/{name}") for id_ in self.existing):
                raise RefusalError(f"ResourceNotFound: {token} of {name}")
            return self._azure(token).invoke(token, args)

    def _fail_once(self, urn: str) -> None:
        if self.failing is not None and urn.endswith(self.failing):
            self.failing = None
            raise RefusalError(f"InternalServerError: {urn} could not be made")

    def _begin(self, operation: str, type_: str, id_: str, inputs: Mapping[str, Any]) -> None:
        self._refuse_the_subscription(type_, id_)
        with self._left(id_, Existing(type_, inputs, {}, made=self.clock.now())):
            self._refuse(self._attempt(operation, type_, id_, inputs))
        self._busy[id_] = type_.removeprefix(AZURE)

    @contextmanager
    def _left(self, id_: str, made: Existing) -> Iterator[None]:
        """Leaves behind what fails halfway."""
        try:
            yield
        except HalfMadeError:
            self.existing[id_] = made
            raise

    def _work(self, made: Existing, operation: str, id_: str) -> None:
        """Takes the time that Azure takes, and fails at the end of it or is done."""
        kind = made.type.removeprefix(AZURE)
        if made.type.startswith(AZURE):
            self.clock.sleep(DURATIONS.get(kind, DURATIONS["any other"]))
        with self._one_at_a_time:
            del self._busy[id_]
            attempt = self._attempt(operation, made.type, id_, made.inputs)
            made.made = self.existing[id_].made if operation == "update" else self.clock.now()
            made.nested = self._nested(made.type, made.inputs)
            made.unresolved = unresolved(attempt) if kind == "web:WebApp" else ()
            with self._left(id_, made):
                self._refuse(attempt, at_the_end=True)
            self.existing[id_] = made

    def _attempt(self, operation: str, type_: str, id_: str, inputs: Mapping[str, Any]) -> Attempt:
        return Attempt(
            operation=operation,
            type=type_.removeprefix(AZURE),
            id=id_,
            inputs=inputs,
            now=self.clock.now(),
            existing=self.existing,
            busy=self._busy,
            deleted=self._deleted,
        )

    def _refuse(self, attempt: Attempt, *, at_the_end: bool = False) -> None:
        for refusal in REFUSALS:
            if (
                attempt.type.startswith(refusal.types)
                and attempt.operation in refusal.operations
                and at_the_end is refusal.at_the_end
                and refusal.judge(attempt)
            ):
                raise _error(refusal)

    def _refuse_the_subscription(self, type_: str, id_: str) -> None:
        namespace = id_.rpartition("/providers/")[2].partition("/")[0]
        if namespace in self.unregistered:
            raise RefusalError(
                "MissingSubscriptionRegistration: The subscription is not registered to use "
                f"namespace '{namespace}'. See https://aka.ms/rps-not-found"
            )
        if any(id_.rpartition("/")[2].startswith(held) for held in self.soft_deleted):
            raise RefusalError(f"ServiceAlreadyExistsInSoftDeletedState: {id_}")
        if self.throttled.get(type_, 0):
            self.throttled[type_] -= 1
            raise TransientError("TooManyRequests: 429", retry_after=17)

    def _answer(
        self, type_: str, urn: str, inputs: Mapping[str, Any]
    ) -> tuple[str, dict[str, Any]]:
        created = self._azure(type_).create(type_, urn, inputs)
        self.secrets.update(_secrets(created.computed))
        return created.id, {**inputs, **created.computed}

    def _nested(self, type_: str, inputs: Mapping[str, Any]) -> tuple[str, ...]:
        if type_ != DEPLOYMENT:
            return ()
        template = Template.of(inputs, {})
        return tuple(one.path for one in template.resources())

    def _azure(self, token: str) -> Azure:
        return Witness(self._rotated.get(token, self._seed), self.secrets)

    def _refuse_dangling(self, type_: str, id_: str, inputs: Mapping[str, Any]) -> None:
        nested = {path for one in self.existing.values() for path in one.nested}
        lost = missing(references(type_, id_, inputs), {*self.existing, *nested})
        if lost:
            raise RefusalError(f"ResourceNotFound: {id_} needs {', '.join(lost)}")


def _error(refusal: Refusal) -> RefusalError:
    if refusal.left:
        return HalfMadeError(refusal.answer)
    return TransientError(refusal.answer) if refusal.repeated else RefusalError(refusal.answer)


def _secrets(computed: Mapping[str, Any]) -> Iterator[str]:
    return (computed[name] for name in COMPUTED_SECRETS if name in computed)
