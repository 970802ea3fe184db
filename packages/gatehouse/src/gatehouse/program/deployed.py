"""The resources that a stack has in the cloud, read from the engine's state.

https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_export/
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from gatehouse.errors import LocalError
from gatehouse.graph.lineage import lineage

if TYPE_CHECKING:
    from collections.abc import Mapping

PROVIDER = "pulumi:providers:"
MARK = "4dabf18193072939515e22adb298388d"
"""The key by which the engine marks everything that isn't plain JSON, such as a secret."""


class OnDestroy(Enum):
    """The fate of a resource when `pulumi destroy` runs."""

    GOES = "goes"
    PROTECTED = "protected"
    STAYS = "stays"
    """Only the state forgets it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    """One resource in the cloud; the state's secrets are left out."""

    urn: str
    type: str
    id: str
    fate: OnDestroy
    inputs: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """As the program gave them; what is secret is encrypted, unless it was asked for."""

    @property
    def physical_name(self) -> str:
        """The last part of its id."""
        return self.id.rstrip("/").rpartition("/")[2]

    @property
    def group(self) -> str:
        """The name of the resource group that its id is in, empty for what is in none."""
        _, _, below = self.id.partition("/resourceGroups/")
        return below.partition("/")[0]

    @property
    def place(self) -> str:
        """The components that it belongs to, and its class."""
        return lineage(self.urn)


def read_state(stack: str, *, secrets: bool = False) -> list[Deployed]:
    """Returns the stack's resources in the order of their creation, with secrets if need be.

    Raises LocalError without the Pulumi CLI, or when it can't read the stack.
    """
    if shutil.which("pulumi") is None:
        raise LocalError(
            "there is no `pulumi` on the path, which knows what the stack has; install it: "
            "https://www.pulumi.com/docs/install/"
        )
    command = ["pulumi", "stack", "export", "--stack", stack]
    command += ["--show-secrets"] if secrets else []
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise LocalError(f"stack {stack} can't be read: {done.stderr.strip()}")
    deployment = json.loads(done.stdout).get("deployment") or {}
    return [_deployed(one) for one in deployment.get("resources") or () if _is_ours(one)]


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Returns the value with the secrets in it that the engine was asked to show."""
    if isinstance(value, dict):
        if MARK in value and "plaintext" in value:
            return _plain(json.loads(value["plaintext"]))
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _is_ours(resource: dict[str, Any]) -> bool:
    """Components and providers exist in the state alone; what is external belongs to others."""
    is_provider = str(resource["type"]).startswith(PROVIDER)
    return bool(resource.get("custom")) and not is_provider and not resource.get("external")


def _deployed(resource: dict[str, Any]) -> Deployed:
    fate = OnDestroy.GOES
    if resource.get("protect"):
        fate = OnDestroy.PROTECTED
    elif resource.get("retainOnDelete"):
        fate = OnDestroy.STAYS
    return Deployed(
        urn=str(resource["urn"]),
        type=str(resource["type"]),
        id=str(resource.get("id", "")),
        fate=fate,
        inputs=_plain(resource.get("inputs") or {}),
    )
