"""Loads the security rules of a program from the policy pack that lies in its folder.

The rules are the program's own: this package knows where they lie and what they offer, not what
they demand.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MODULE = "policy_pack.security"
FOLDER = Path(*MODULE.split("."))
EXEMPTIONS = FOLDER / "exemptions.json"


class Rule(Protocol):
    """A demand on the resources of a type."""

    @property
    def id(self) -> str:
        """The name by which an exemption calls it."""

    @property
    def what(self) -> str:
        """The demand, in one sentence without a full stop."""

    @property
    def url(self) -> str:
        """The page that explains the rule."""


class Judged(Protocol):
    """A resource as the rules see it."""

    @property
    def urn(self) -> str:
        """Its URN."""

    @property
    def name(self) -> str:
        """Its logical name."""

    @property
    def place(self) -> str:
        """Class of the component that it belongs to, and its own: `KeyVault/Vault`."""

    @property
    def links(self) -> Mapping[str, frozenset[str]]:
        """Property → URNs of the resources that its value is made from."""

    @property
    def dependencies(self) -> frozenset[str]:
        """URNs of the resources that have to exist before."""

    @property
    def ignore_changes(self) -> tuple[str, ...]:
        """Paths of the properties whose later changes the engine leaves alone."""


class Problem(Protocol):
    """A property that breaks a rule."""

    @property
    def property(self) -> str:
        """Dotted path in the resource's inputs."""


class Finding(Protocol):
    """A problem with its rule and resource; as text, what to do about it."""

    @property
    def rule(self) -> Rule:
        """The rule that is broken."""

    @property
    def resource(self) -> Judged:
        """The resource that breaks it."""

    @property
    def problem(self) -> Problem:
        """The property, and what is wrong with it."""

    @property
    def record(self) -> Mapping[str, str]:
        """The finding under SARIF's names: `ruleId`, `level`, `message`, `resource`, `property`."""


class Exemption(Protocol):
    """A property that a rule leaves alone; as text, with the reason."""

    @property
    def rule(self) -> str:
        """The rule's id."""

    @property
    def resource(self) -> str:
        """Its place, such as `ArtifactStore/StorageAccount`."""

    @property
    def reason(self) -> str:
        """The reason why it has to be so."""

    @property
    def property(self) -> str:
        """Dotted path in the resource's inputs."""


class Findings(Protocol):
    """The result of the pack's `audit`."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings that have to be put right."""

    @property
    def exempted(self) -> tuple[tuple[Finding, Exemption], ...]:
        """Findings that are left as they are, with the reason."""


@dataclass(frozen=True, kw_only=True)
class Audit:
    """The findings in one stack; none where a program has no rules."""

    findings: tuple[Finding, ...] = ()
    """Those that have to be put right."""
    exempted: tuple[tuple[Finding, Exemption], ...] = ()
    """Those that are left as they are, with the reason."""
    places: frozenset[str] = frozenset()
    """The places of all resources that were judged, such as `KeyVault/Vault`."""


class PolicyPack(Protocol):
    """The package `policy_pack.security` of a program."""

    @property
    def Resource(self) -> Callable[..., Judged]:  # noqa: N802 - a class of the pack
        """Class of the resources that the rules judge."""

    def audit(
        self,
        resources: Sequence[Any],
        exemptions: Sequence[Any],
        rules: Any,  # noqa: ANN401 - what `rules_for` returns
        /,
    ) -> Findings:
        """Judges the resources of one stack by the rules."""

    def rules_for(self, *, production: bool) -> Any:  # noqa: ANN401 - only for `audit`
        """Returns the rules that a stack has to obey."""

    def load_exemptions(self, path: Path = ..., /) -> tuple[Exemption, ...]:
        """Reads a file of exemptions; without one, that of the pack."""


def find_policy_pack(folder: Path) -> PolicyPack | None:
    """Returns the rules of the program in the folder, None when it has none.

    A process judges by one pack, the first that it has loaded: both sides of a plan are judged by
    the rules of the working folder, so that a new rule is not taken for a new fault.
    """
    source = folder.resolve() / FOLDER / "__init__.py"
    if not source.exists():
        return None
    if MODULE not in sys.modules:
        # By its file: with the folder on `sys.path`, the program could stand in for any module.
        loader = SourceFileLoader(MODULE, str(source))
        spec = ModuleSpec(MODULE, loader, origin=str(source), is_package=True)
        spec.submodule_search_locations = [str(source.parent)]
        spec.has_location = True
        sys.modules[MODULE] = module = module_from_spec(spec)
        loader.exec_module(module)
    return cast("PolicyPack", sys.modules[MODULE])


def load_policy_pack(folder: Path) -> PolicyPack:
    """Returns the rules of the program in the folder; raises LocalError when it has none."""
    pack = find_policy_pack(folder)
    if pack is None:
        raise LocalError(
            f"the program in {folder.resolve()} has no security rules; they are looked for in "
            f"{FOLDER}/__init__.py; add a policy pack, or run the command in the program's folder"
        )
    return pack
