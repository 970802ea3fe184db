"""A stack on the real engine: the program of a folder, against a Cloud."""

from __future__ import annotations

import asyncio
import json
import runpy
import shutil
from contextlib import ExitStack, chdir, contextmanager, nullcontext
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from time import sleep
from typing import TYPE_CHECKING, Any
from unittest import mock

import yaml
from pulumi import ResourceTransformationArgs, ResourceTransformationResult
from pulumi.automation import (
    CommandError,
    ConfigValue,
    LocalWorkspace,
    OpType,
    OutputMap,
    Stack,
    UpdateSummary,
    Workspace,
)
from pulumi.runtime import register_stack_transformation
from pulumi.runtime._callbacks import _CallbackServicer
from pulumi.runtime.settings import SETTINGS, get_monitor

from components.waiting import patience
from gatehouse.program.evaluation import all_outputs
from tests.engine.mends import rows_without, transformation
from tests.engine.provider import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pulumi.automation import EngineEvent, PulumiCommand

    from tests.engine.clock import Clock
    from tests.engine.cloud import Cloud
    from tests.engine.mends import Mend

PASSPHRASE = "of a test"
PARALLEL = 64
"""As `make up` has it: the engine's own number follows the cores of the machine, and waits."""
UNCHANGED = {OpType.SAME, OpType.READ, OpType.REFRESH}


LEFT_OPEN: list[object] = []
"""Loops, tasks and servers of programs that were stopped, kept to the end of the process."""


@dataclass(frozen=True, slots=True)
class Step:
    """What the engine does with a resource."""

    op: str
    type: str
    name: str
    differs: tuple[str, ...]
    """The paths of the properties that differ."""
    urn: str

    def __str__(self) -> str:
        differs = f": {', '.join(self.differs)}" if self.differs else ""
        return f"{self.op} {self.type} {self.name}{differs}"


class BriefStack(Stack):
    """Ends an update without three more commands, for a summary of it that nobody reads."""

    @classmethod
    def create_or_select(cls, stack_name: str, workspace: Workspace) -> BriefStack:
        stack = cls.__new__(cls)
        stack.__dict__ |= vars(Stack.create_or_select(stack_name, workspace))
        return stack

    def outputs(self) -> OutputMap:
        return {}

    def info(self, show_secrets: bool = False) -> UpdateSummary:  # noqa: ARG002, FBT001, FBT002
        return UpdateSummary("", datetime.min.replace(tzinfo=UTC), "", {}, {}, "")


class Deployment:
    """One stack; remembers everything that the engine has said about it."""

    def __init__(
        self,
        folder: Path,
        stack: str,
        cloud: Cloud,
        command: PulumiCommand,
        program: Callable[[], None] | None = None,
    ) -> None:
        self.folder = folder
        self.cloud = cloud
        self.without: Mend | None = None
        """A mend that the program is run without."""
        self._declare = program or self._run_main
        self.said: list[str] = []
        self.planned: list[Step] = []
        self.done: list[Step] = []
        self._command = command
        self._loop: asyncio.AbstractEventLoop | None = None
        self._name = stack
        self._open = ExitStack()
        self._stack = self._select()

    def close(self) -> None:
        self._open.close()

    def copy(self, folder: Path) -> Deployment:
        """Another stack in the same state, with another Cloud in the same state."""
        shutil.copytree(self.folder, folder)
        return Deployment(folder, self._name, self.cloud.copy(), self._command)

    def configure(self, **values: object) -> None:
        """Changes settings of the stack."""
        document = yaml.safe_load(self.settings())
        for key, value in values.items():
            document["config"][f"gatehouse:{key}"] = value
        self.restore(yaml.safe_dump(document))

    def configure_secret(self, path: str, value: str) -> None:
        """Sets a value as `pulumi config set --secret --path` does."""
        self.cloud.secrets.add(value)
        self._stack.set_config(f"gatehouse:{path}", ConfigValue(value, secret=True), path=True)

    def settings(self) -> str:
        """The settings of the stack, as `restore` takes them."""
        return self._settings_file.read_text()

    def restore(self, settings: str) -> None:
        self._settings_file.write_text(settings)

    def replace_text(self, file: str, old: str, new: str) -> None:
        """Edits a file of the program; the text has to be there."""
        path = self.folder / file
        before = path.read_text()
        assert old in before, f"{file} has no {old!r}"
        path.write_text(before.replace(old, new))

    def preview(self, **options: Any) -> list[Step]:
        return self._watch(self._stack.preview, diff=True, **options)

    def up(self, **options: Any) -> list[Step]:
        return self._watch(self._stack.up, parallel=PARALLEL, **options)

    def refresh(self, **options: Any) -> list[Step]:
        return self._watch(self._stack.refresh, **options)

    def destroy(self, **options: Any) -> list[Step]:
        return self._watch(self._stack.destroy, **options)

    def preview_destroy(self) -> list[Step]:
        return self._watch(self._stack.preview_destroy)

    def state(self) -> Any:
        """The engine's record of the stack; secrets in it are encrypted."""
        return self._stack.export_stack().deployment

    def urns(self) -> list[str]:
        return [one["urn"] for one in self.state()["resources"]]

    def id_of(self, urn: str) -> str:
        (found,) = (one["id"] for one in self.state()["resources"] if one["urn"] == urn)
        return str(found)

    def id_of_name(self, name: str) -> str:
        """The id of what azure-native has made under the logical name."""
        (urn,) = (
            one["urn"]
            for one in self.state()["resources"]
            if one["urn"].endswith(f"::{name}") and one["type"].startswith("azure-")
        )
        return self.id_of(urn)

    def leaks(self) -> list[str]:
        """Where a secret can be read: in the state, its history and backups, in what was said."""
        files = (file for file in (self.folder / "state").rglob("*") if file.is_file())
        kept = {str(file): file.read_text(encoding="utf-8") for file in files}
        assert kept
        said = {f"said, {number}": text for number, text in enumerate(self.said)}
        return [
            place
            for place, text in {**kept, **said}.items()
            if any(secret in text for secret in self.cloud.secrets)
        ]

    def unprotect(self) -> None:
        """As `pulumi state unprotect --all` does it."""
        command = ["state", "unprotect", "--all", "--yes", "--stack", self._name]
        self._stack.workspace.pulumi_command.run(
            command, str(self.folder), self._stack.workspace.env_vars
        )

    def outputs(self) -> dict[str, Any]:
        return dict(self._stack.workspace.stack_outputs(self._name))

    @property
    def _settings_file(self) -> Path:
        return self.folder / f"Pulumi.{self._name}.yaml"

    def _watch(self, operation: Callable[..., Any], **options: Any) -> list[Step]:
        steps: dict[tuple[str, str], Step] = {}

        def on_event(event: EngineEvent) -> None:
            # Pulumi's own messages for `--debug` have secrets in them.
            if event.diagnostic_event is None or event.diagnostic_event.severity != "debug":
                self.said.append(json.dumps(event, default=vars))
            for found in (event.resource_pre_event, event.res_outputs_event):
                if found is not None and found.metadata.op not in UNCHANGED:
                    step = _step(found.metadata)
                    steps.setdefault((step.op, step.urn), step)

        clock = self.cloud.clock
        try:
            with (
                chdir(self.folder),
                mock.patch.object(patience, "sleep", clock.sleep_beside),
                mock.patch.object(patience, "monotonic", clock.now),
                self._taken_out(),
            ):
                operation(on_event=on_event, on_output=self.said.append, color="never", **options)
        except CommandError as error:
            self.said.append(str(error))
            raise
        finally:
            self._end_program()
        return sorted(steps.values(), key=lambda step: (step.urn, step.op))

    @contextmanager
    def _taken_out(self) -> Iterator[None]:
        """Takes out what the mend has in tables and in calls, if there is one to be without."""
        mend = self.without
        refusals, delays = rows_without(mend.without if mend else ())
        with (
            mock.patch.object(patience, "REFUSALS", refusals),
            mock.patch.object(patience, "DELAYS", delays),
            mock.patch(mend.uncalled) if mend and mend.uncalled else nullcontext(),
        ):
            yield

    def _end_program(self) -> None:
        """Keeps what the SDK leaves open when the engine stops before the program.

        The hooks' server would be reported, or worse, once its loop was closed or forgotten; and
        later programs would stop it in loops of their own.
        """
        while self._loop is not None and self._loop.is_running():
            sleep(0.01)
        if self._loop is not None and not self._loop.is_closed():
            LEFT_OPEN.append((self._loop, asyncio.all_tasks(self._loop)))
            LEFT_OPEN.append(list(_CallbackServicer._servicers))
            _CallbackServicer._servicers.clear()
        self._loop = None

    def _program(self) -> None:
        self._loop = asyncio.get_running_loop()
        register_stack_transformation(_without_aliases)
        _watch_registrations(self.cloud.clock)
        self._declare()

    def _run_main(self) -> None:
        if self.without and self.without.alter:
            register_stack_transformation(transformation(self.without.alter))
        runpy.run_path(str(self.folder / "__main__.py"), run_name="__main__")
        SETTINGS.rpc_manager.rpcs.append(asyncio.ensure_future(all_outputs()))

    def _select(self) -> Stack:
        ports = {
            package: self._open.enter_context(serving(package, self.cloud))
            for package in ("azure-native", "random")
        }
        state = self.folder / "state"
        state.mkdir(exist_ok=True)
        workspace = LocalWorkspace(
            work_dir=str(self.folder),
            pulumi_home=str(self.folder / "home"),
            pulumi_command=self._command,
            program=self._program,
            env_vars={
                "PULUMI_BACKEND_URL": f"file://{state}",
                "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
                "PULUMI_DEBUG_PROVIDERS": ",".join(
                    f"{name}:{port}" for name, port in ports.items()
                ),
                "PULUMI_SKIP_UPDATE_CHECK": "true",
            },
        )
        return BriefStack.create_or_select(self._name, workspace)


def _watch_registrations(clock: Clock) -> None:
    """Lets the time stand still while the engine works on what the program has registered."""
    monitor: Any = get_monitor()
    register = monitor.RegisterResource

    def registered(request: Any) -> Any:
        with clock.at_work():
            return register(request)

    monitor.RegisterResource = registered


def _without_aliases(args: ResourceTransformationArgs) -> ResourceTransformationResult:
    """No stack of a test is old enough to know a type by a former name; they cost a second."""
    opts = copy(args.opts)
    opts.aliases = None
    return ResourceTransformationResult(args.props, opts)


def _step(metadata: Any) -> Step:
    op = metadata.op.value if isinstance(metadata.op, OpType) else str(metadata.op)
    return Step(
        op=op,
        type=metadata.type.removeprefix("azure-native:"),
        name=metadata.urn.rsplit("::", 1)[1],
        differs=tuple(sorted(metadata.detailed_diff or ())),
        urn=metadata.urn,
    )
