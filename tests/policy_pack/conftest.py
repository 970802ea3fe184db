"""The stacks' resource graphs, whole or with one thing changed."""

from __future__ import annotations

import copy
import os
import re
import signal
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import coverage
import grpc
import pytest
from pulumi.runtime.proto import analyzer_pb2_grpc

from gatehouse.audit.security import security_resources
from gatehouse.graph.graph import Graph, Resource
from policy_pack import security
from policy_pack.security import Resource as Judged
from policy_pack.security import audit, rules_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from policy_pack.security import Audit, Exemption

SECRET = "the secret "
ANSWER = re.compile("the (?P<key>id|name) of (?P<place>.+)")
MEASURED = """\
import runpy, sys
sys.path.append({coverage!r})
import coverage
sys.path.pop()
coverage.process_startup()
sys.argv[0] = sys.path[0] = {pack!r}
runpy.run_path({pack!r}, run_name="__main__")
"""
"""Runs the pack where coverage isn't installed: borrows this environment's, and nothing else."""


@pytest.fixture(scope="session")
def judge() -> Callable[..., Audit]:
    """Audits a graph, as one of production when it is told to."""

    def judge(
        graph: Graph, exemptions: Sequence[Exemption] = (), *, production: bool = False
    ) -> Audit:
        # The laptop cloud knows of the pack's class only that it can be judged.
        resources = cast("list[Judged]", security_resources(security, graph))
        return audit(resources, exemptions, rules_for(production=production))

    return judge


@pytest.fixture(scope="session")
def policy_python(root: Path) -> Path:
    """The interpreter of the pack's own environment."""
    python = root / ".venv-policy" / "bin" / "python"
    if not python.exists():
        missing = "the policy pack's environment is missing; make .venv-policy/.runtime makes it"
        (pytest.fail if "CI" in os.environ else pytest.skip)(missing)
    return python


@pytest.fixture(scope="session")
def analyzer(root: Path, policy_python: Path) -> Iterator[Any]:
    """The pack, started as the engine starts it, to be spoken to over gRPC."""
    pack = root / "policy_pack"
    command: list[str | Path] = [policy_python, "-u", "."]
    if "COVERAGE_PROCESS_CONFIG" in os.environ:
        home = str(Path(coverage.__file__).parents[1])
        command = [policy_python, "-u", "-c", MEASURED.format(coverage=home, pack=str(pack))]
    with subprocess.Popen(command, cwd=pack, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield analyzer_pb2_grpc.AnalyzerStub(channel)
        process.send_signal(signal.SIGINT)


@pytest.fixture(scope="session")
def alter() -> Callable[[Graph, Mapping[str, Any]], Graph]:
    """Changes one resource of a graph, takes one out or adds one, as a case says.

    `set` are values by their dotted paths, where `+` adds to a list; a value `the secret NAME` is
    what the key vault keeps under that name, `the id of PLACE` or `the name of PLACE` another
    resource's. `beside` are places of what the resource no longer waits for.
    """

    def alter(graph: Graph, case: Mapping[str, Any]) -> Graph:
        if "add" in case:
            return _with(graph, _new(graph, **{"place": case["resource"], **case["add"]}))
        place = case.get("without") or case.get("change") or case["resource"]
        old = _found(graph, place, case.get("name", ""))
        if "without" in case:
            return _without(graph, old)
        rest = replace(graph, resources=tuple(one for one in graph.resources if one is not old))
        return _with(rest, _changed(graph, old, case))

    return alter


def _without(graph: Graph, lost: Resource) -> Graph:
    """What waited for the resource waits for what that waited for."""
    rest = [
        replace(one, dependencies=tuple({*one.dependencies, *lost.dependencies} - {lost.urn}))
        if lost.urn in one.dependencies
        else one
        for one in graph.resources
        if one is not lost
    ]
    return replace(graph, resources=tuple(rest))


def _with(graph: Graph, resource: Resource) -> Graph:
    return replace(graph, resources=(*graph.resources, resource))


def _new(graph: Graph, *, place: str, type: str, inputs: Mapping[str, Any]) -> Resource:  # noqa: A002 - a field's name
    inputs = {key: _value(graph, value) for key, value in inputs.items()}
    component = place.partition("/")[0]
    urn = f"urn:pulumi:dev::gatehouse::gatehouse:any:{component}${type}::new"
    return Resource(
        urn=urn, type=type, name="new", parent="", inputs=inputs, outputs={}, dependencies=()
    )


def _found(graph: Graph, place: str, name: str) -> Resource:
    (one,) = (one for one in graph.resources if _place(one) == place and name in {"", one.name})
    return one


def _place(resource: Resource) -> str:
    return Judged(urn=resource.urn, type=resource.type, name=resource.name, properties={}).place


def _changed(graph: Graph, resource: Resource, case: Mapping[str, Any]) -> Resource:
    kept = [
        urn
        for urn in resource.dependencies
        if urn not in graph.by_urn or _place(graph.by_urn[urn]) not in case.get("beside", ())
    ]
    return replace(
        resource,
        inputs=_given(graph, resource, case["set"]),
        dependencies=tuple(kept),
        ignore_changes=tuple(case.get("ignore_changes", resource.ignore_changes)),
    )


def _given(graph: Graph, resource: Resource, values: Mapping[str, Any]) -> Mapping[str, Any]:
    inputs = copy.deepcopy(dict(resource.inputs))
    for path, value in values.items():
        here: Any = inputs
        *above, last = path.split(".")
        for key in above:
            here = here[int(key)] if isinstance(here, list) else here[key]
        if last == "+":
            here.append(value)
        else:
            here[int(last) if isinstance(here, list) else last] = _value(graph, value)
    return inputs


def _value(graph: Graph, value: object) -> object:
    if not isinstance(value, str):
        return value
    if answer := ANSWER.fullmatch(value):
        return _found(graph, answer["place"], "").outputs[answer["key"]]
    if not value.startswith(SECRET):
        return value
    name = value.removeprefix(SECRET)
    secrets = graph.of_type("azure-native:keyvault:Secret")
    return next(one.inputs["properties"]["value"] for one in secrets if one.name == name)
