"""How tests declare resources without an engine, and look at what was declared."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.checkout import checked_out
from tests.processes import (  # noqa: F401 - hooks
    pytest_collection_modifyitems,
    pytest_ignore_collect,
    pytest_runtest_protocol,
    pytest_terminal_summary,
)
from tests.reachable import reachable_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import Browser
    from pulumi.automation import PulumiCommand

    from gatehouse.graph.graph import Graph, Resource

ROOT = Path(__file__).parents[1]
SEED = b"a seed for tests"
CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_OPTIONS = [
    "--no-sandbox",  # root, as in most containers, may not have one
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True, repr=False)
class Declared:
    """What a program has declared."""

    graph: Graph
    requests: Mapping[str, Any]
    """The registrations as the engine gets them, by URN: options, and secrets with their mark."""
    outputs: Mapping[str, Any]
    """What components and the stack give out, as the engine gets it, by URN."""

    def one(self, type_: str, name: str, within: str = "") -> Resource:
        """The resource of the type, without its package, and the logical name.

        `within` is a component's class, for names that several components use.
        """
        (found,) = (
            resource
            for resource in self.graph.resources
            if resource.type.split(":", 1)[1] == type_
            and resource.name == name
            and f":{within}$" in f":$:{resource.urn}"
        )
        return found

    def waits_for(self, resource: Resource) -> set[str]:
        """Type, without its package, and name of what the resource depends on itself."""
        known = self.graph.by_urn
        return {
            f"{known[urn].type.split(':', 1)[1]} {known[urn].name}" for urn in resource.dependencies
        }


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the program."""
    return ROOT


@pytest.fixture(scope="session")
def reachable() -> Iterator[Path]:
    """A folder that every account can reach, unlike pytest's own."""
    with reachable_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def checkout() -> Iterator[Path]:
    """A folder with what git has, or would have, and nothing of this machine."""
    with checked_out(ROOT) as folder:
        yield folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium, closed with the module: while it is open, an event loop runs."""
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415 - slow, for few tests

    # Its own 5 seconds are too few for a page when all processors are busy.
    expect.set_options(timeout=30_000)

    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing")
        pytest.skip(f"{CHROMIUM} is missing: apt-get install chromium")
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS) as chromium,
    ):
        yield chromium


@pytest.fixture(scope="session")
def engine() -> PulumiCommand:
    """The Pulumi engine; skips the test where there is none, and in CI there has to be one."""
    from pulumi.automation import PulumiCommand  # noqa: PLC0415 - slow, and for few tests

    go_module = (ROOT / "tests" / "engine" / "go.mod").read_text()
    found = re.search(r"pulumi/pkg/v3 v([\d.]+)", go_module)
    assert found
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    built = caches / "gatehouse" / f"pulumi-{found[1]}"
    if (built / "bin" / "pulumi").exists():
        return PulumiCommand(root=str(built))
    if shutil.which("pulumi") and str(PulumiCommand().version) == found[1]:
        return PulumiCommand()
    message = f"there is no Pulumi {found[1]}; build it by `bash tests/engine/build.sh`"
    return pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)


@pytest.fixture(scope="session")
def artifacts() -> Path:
    """Where screenshots are kept for a person to look at."""
    folder = ROOT / "tests" / "artifacts"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def declare() -> Callable[..., Declared]:
    """Runs a function that declares resources; keywords are settings, `preview` the mode.

    Settings not given are those of the stack `configuration`; encrypted values are given as
    its file holds them, `{"secure": …}`.
    """
    from gatehouse.azure.cloud import Azure  # noqa: PLC0415 - most tests need no Pulumi
    from gatehouse.program.evaluation import record  # noqa: PLC0415
    from gatehouse.program.stack_files import StackFiles  # noqa: PLC0415
    from gatehouse.program.stand_in_engine import StandInEngine  # noqa: PLC0415

    class Witness(StandInEngine):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.requests: dict[str, Any] = {}
            self.outputs: dict[str, Any] = {}

        def RegisterResource(self, request: Any) -> Any:  # noqa: N802
            answer = super().RegisterResource(request)
            self.requests[answer.urn] = request
            return answer

        def RegisterResourceOutputs(self, request: Any) -> Any:  # noqa: N802
            self.outputs[request.urn] = request.outputs
            return super().RegisterResourceOutputs(request)

    def declare(
        program: Callable[[], Any],
        *,
        stack: str = "dev",
        configuration: str = "dev",
        preview: bool = False,
        **changed: object,
    ) -> Declared:
        settings = StackFiles.load(ROOT, configuration)
        texts = {
            key: one if isinstance(one, str) else json.dumps(one) for key, one in changed.items()
        }
        values = {**settings.values, **{f"gatehouse:{key}": text for key, text in texts.items()}}
        sealed = {f"gatehouse:{key}": changed[key] for key in texts if '{"secure":' in texts[key]}
        settings = replace(settings, stack=stack, values=values, sealed=sealed)
        witness = Witness(Azure(SEED), settings.project, stack, preview=preview)
        record(program, witness, settings)
        return Declared(witness.graph(), witness.requests, witness.outputs)

    return declare


@pytest.fixture(scope="session")
def run_program(declare: Callable[..., Declared]) -> Callable[..., Declared]:
    """Runs the whole program once for every set of settings."""
    import runpy  # noqa: PLC0415

    known: dict[str, Declared] = {}

    def run(**options: object) -> Declared:
        key = json.dumps(options, sort_keys=True)
        if key not in known:
            path = str(ROOT / "__main__.py")
            known[key] = declare(lambda: runpy.run_path(path, run_name="__main__"), **options)
        return known[key]

    return run


@pytest.fixture(scope="session")
def deployed(run_program: Callable[..., Declared]) -> Declared:
    """The whole program with the settings of the stack dev."""
    return run_program()


@pytest.fixture(scope="session")
def production(run_program: Callable[..., Declared]) -> Declared:
    """The whole program with the settings of the stack prod."""
    return run_program(stack="prod", configuration="prod")


@pytest.fixture(scope="session")
def graphs(deployed: Declared, production: Declared) -> Mapping[str, Graph]:
    """The graphs of both stacks."""
    return {"dev": deployed.graph, "prod": production.graph}


@pytest.fixture(scope="session")
def with_password(run_program: Callable[..., Declared]) -> Declared:
    """The whole program with a database that is signed in to by password."""
    return run_program(databaseAuthentication="password")


@pytest.fixture(scope="session")
def varied(run_program: Callable[..., Declared]) -> Declared:
    """The whole program with other settings wherever they don't change what is declared."""
    return run_program(
        apimSku="Developer",
        apiPath="v1",
        publicPath="open/docs",
        corsOrigins=[],
        functionMaxInstances="100",
        functionMemoryMb="4096",
        logDailyQuotaGb="5",
        logRetentionDays="90",
        publisherName="Names & Co",
        pythonVersion="3.13",
        webHosts=["quiz.example.com", "www.example.com"],
        webSeedData="false",
    )
