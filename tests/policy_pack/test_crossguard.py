"""The policy pack in its own environment, spoken to as the engine does: over gRPC.

https://github.com/pulumi/pulumi/blob/master/proto/pulumi/analyzer.proto
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from google.protobuf.empty_pb2 import Empty
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import analyzer_pb2

from gatehouse.audit.security import security_resources
from policy_pack import security
from policy_pack.security import RULES, load_exemptions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gatehouse.graph.graph import Graph, Resource
    from tests.conftest import Declared

    Requests = list[analyzer_pb2.AnalyzerResource]

CASES = json.loads((Path(__file__).parent / "security" / "cases" / "broken.json").read_text())
CASE_OF_EVERY_RULE = {case["rule"]: case for case in CASES}
ALONE = {rule.id for rule in RULES if rule.alone and not rule.production}
VAULT = "azure-native:keyvault:Vault"


def of_program(declared: Declared) -> Requests:
    """What the engine gets from the program, secrets with their mark."""
    requests = []
    for one in declared.graph.resources:
        registered = declared.requests[one.urn]
        request = _request(one, registered.object, protect=registered.protect)
        for key, made_from in registered.propertyDependencies.items():
            request.propertyDependencies[key].urns.extend(made_from.urns)
        requests.append(request)
    return requests


def of_graph(graph: Graph, *, protect: bool) -> Requests:
    """What the engine would get for a graph; `protect` protects the vault."""
    requests = []
    for one, judged in zip(graph.resources, security_resources(security, graph), strict=True):
        given = Struct()
        given.update(dict(one.inputs))
        request = _request(one, given, protect=protect and one.type == VAULT)
        for key, urns in judged.links.items():
            request.propertyDependencies[key].urns.extend(urns)
        requests.append(request)
    return requests


def told(analyzer: Any, requests: Sequence[Any], every: Sequence[Any], level: int) -> list[Any]:
    """What the pack says at the level of resources alone, and of all of them together."""
    answers = [
        analyzer.Analyze(
            analyzer_pb2.AnalyzeRequest(
                type=one.type,
                urn=one.urn,
                name=one.name,
                properties=one.properties,
                options=one.options,
            )
        )
        for one in requests
    ]
    answers.append(analyzer.AnalyzeStack(analyzer_pb2.AnalyzeStackRequest(resources=every)))
    said = [one for answer in answers for one in answer.diagnostics]
    return [one for one in said if one.enforcementLevel == level]


def test_the_pack_has_a_policy_for_every_rule_and_one_that_shows_exemptions(analyzer: Any) -> None:
    about = analyzer.GetAnalyzerInfo(Empty())
    assert [one.name for one in about.policies] == [*(rule.id for rule in RULES), "exemptions"]
    first = about.policies[0]
    assert (first.displayName, first.url) == (RULES[0].title, RULES[0].url)
    assert {one.enforcementLevel for one in about.policies[:-1]} == {analyzer_pb2.MANDATORY}
    assert about.policies[-1].enforcementLevel == analyzer_pb2.ADVISORY


@pytest.mark.parametrize("program", ["deployed", "production"])
def test_a_stack_breaks_no_policy(
    analyzer: Any, request: pytest.FixtureRequest, program: str
) -> None:
    requests = of_program(request.getfixturevalue(program))
    assert told(analyzer, requests, requests, analyzer_pb2.MANDATORY) == []


def test_what_is_exempted_is_shown_with_its_reason(
    analyzer: Any, deployed: Declared, production: Declared
) -> None:
    shown = [
        one
        for declared in (deployed, production)
        for one in told(analyzer, [], of_program(declared), analyzer_pb2.ADVISORY)
    ]
    messages = {one.message.partition("\n")[2] for one in shown}
    assert {one.policyName for one in shown} == {"exemptions"}
    assert messages == {str(one) for one in load_exemptions()}


@pytest.mark.parametrize("configuration", ["dev", "prod"])
def test_a_preview_is_judged_by_what_it_knows(
    analyzer: Any, run_program: Callable[..., Declared], configuration: str
) -> None:
    declared = run_program(preview=True, stack=configuration, configuration=configuration)
    requests = of_program(declared)
    said = told(analyzer, requests, requests, analyzer_pb2.MANDATORY)
    said += told(analyzer, requests, [], analyzer_pb2.ADVISORY)
    assert said == []


@pytest.mark.parametrize("rule", CASE_OF_EVERY_RULE)
def test_what_breaks_a_rule_breaks_its_policy(
    analyzer: Any,
    graphs: Mapping[str, Graph],
    alter: Callable[[Graph, Mapping[str, Any]], Graph],
    rule: str,
) -> None:
    case = CASE_OF_EVERY_RULE[rule]
    stack = case.get("stack", "dev")
    graph = alter(graphs[stack], case)
    known = set(map(id, graphs[stack].resources))
    every = of_graph(graph, protect=stack == "prod")
    new = [
        request for request, one in zip(every, graph.resources, strict=True) if id(one) not in known
    ]
    alone = rule in ALONE
    said = told(analyzer, new if alone else [], [] if alone else every, analyzer_pb2.MANDATORY)
    assert [one.policyName for one in said] == [rule]
    assert case["property"] in said[0].message
    assert case["resource"] in said[0].message


def test_production_is_told_by_what_is_protected(
    analyzer: Any, graphs: Mapping[str, Graph]
) -> None:
    def broken(*, protect: bool) -> set[str]:
        every = of_graph(graphs["dev"], protect=protect)
        return {one.policyName for one in told(analyzer, [], every, analyzer_pb2.MANDATORY)}

    assert broken(protect=False) == set()
    assert "Azure.KeyVault.PurgeProtect" in broken(protect=True)


def _request(resource: Resource, properties: Struct, *, protect: bool) -> Any:
    request = analyzer_pb2.AnalyzerResource(
        type=resource.type, urn=resource.urn, name=resource.name, properties=properties
    )
    request.options.protect = protect
    request.options.ignoreChanges.extend(resource.ignore_changes)
    request.dependencies.extend(resource.dependencies)
    return request
