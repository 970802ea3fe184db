"""What becomes of a stack, from the program itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gatehouse.audit.policy_pack import Audit
from gatehouse.audit.security import security_audit
from gatehouse.azure.cloud import Azure
from gatehouse.cost.estimate import Cost, estimate
from gatehouse.cost.prices import load_prices
from gatehouse.graph.graph import Graph
from gatehouse.planning.compare import compare
from gatehouse.planning.mask import Mask
from gatehouse.planning.report import CostChange
from gatehouse.planning.side import Side
from gatehouse.program.stack_files import StackFiles
from policy_pack import security
from policy_pack.security import Exemption
from tests.gatehouse.resources import resource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.conftest import Declared

NOTHING = Mask(frozenset())
SETTINGS = StackFiles(project="gatehouse", stack="dev", values={})


def side(graph: Graph, exemptions: Sequence[Exemption] = ()) -> Side:
    return Side(
        graph=graph,
        costs=estimate(graph, load_prices()),
        audit=security_audit(security, graph, SETTINGS, exemptions),
    )


def with_inputs(graph: Graph, type_: str, **inputs: object) -> Graph:
    return Graph(
        resources=tuple(
            replace(one, inputs={**one.inputs, **inputs}) if one.type.endswith(type_) else one
            for one in graph.resources
        )
    )


def test_a_stack_that_stays_has_no_lines(deployed: Declared) -> None:
    same = side(deployed.graph)
    plan = compare("dev", same, same, NOTHING)
    assert (plan.changes, plan.costs, plan.fixed, plan.new_findings) == ((), (), 0, 0)
    assert plan.cost_before == plan.cost_after != 0


def test_a_larger_plan_costs_more(deployed: Declared) -> None:
    larger = with_inputs(deployed.graph, "AppServicePlan", sku={"name": "P0v3", "capacity": 1})
    plan = compare("dev", side(deployed.graph), side(larger), NOTHING)
    web = "DjangoService/WebApp/AppServicePlan"
    assert plan.costs[0] == CostChange(
        place=web, name="asp-web-gatehouse-dev", before=0.018 * 730, after=0.085 * 730
    )


def test_a_new_finding_is_marked_and_one_put_right_is_counted(deployed: Declared) -> None:
    weaker = with_inputs(deployed.graph, "WebApp", httpsOnly=False)
    worse = compare("dev", side(deployed.graph), side(weaker), NOTHING)
    new = [one.text for one in worse.findings if one.is_new]
    assert (len(new), worse.new_findings, worse.fixed) == (2, 2, 0)
    assert all("httpsOnly is False" in text for text in new)
    better = compare("dev", side(weaker), side(deployed.graph), NOTHING)
    assert (better.new_findings, better.fixed) == (0, 2)


def test_a_new_exemption_is_no_finding_put_right(deployed: Declared) -> None:
    weaker = with_inputs(deployed.graph, "WebApp", httpsOnly=False)
    [rule] = {
        one.rule.id for one in side(weaker).audit.findings if one.problem.property == "httpsOnly"
    }
    exemption = Exemption(
        rule=rule, resource="WebApp/WebApp", property="httpsOnly", reason="because"
    )
    plan = compare("dev", side(weaker), side(weaker, [exemption]), NOTHING)
    assert [(one.is_new, "because" in one.text) for one in plan.exemptions] == [(True, True)]
    assert plan.fixed == 0


def test_a_cost_that_becomes_known_or_unknown_is_told() -> None:
    def unpriced(name: str, monthly: float | None) -> Cost:
        return Cost(resource=resource("web:Site", name), monthly=monthly, note="no price")

    nothing = Audit(findings=(), exempted=())
    empty = Graph(resources=())
    before = (unpriced("a", None), unpriced("b", 1), unpriced("c", None))
    after = (unpriced("a", 1), unpriced("b", None), unpriced("c", None))
    plan = compare(
        "dev",
        Side(graph=empty, costs=before, audit=nothing),
        Side(graph=empty, costs=after, audit=nothing),
        NOTHING,
    )
    assert [(one.name, one.before, one.after) for one in plan.costs] == [
        ("a", None, 1),
        ("b", 1, None),
    ]
    assert plan.unknown_costs == ("Site b: no price", "Site c: no price")


def test_with_nothing_to_compare_with_properties_are_left_out(deployed: Declared) -> None:
    plan = compare("dev", Side(), side(deployed.graph), NOTHING, "main has no such stack")
    custom = [one for one in deployed.graph.resources if one.outputs.get("id")]
    assert (plan.count("+"), len(plan.changes)) == (len(custom), len(custom))
    assert {one.properties for one in plan.changes} == {()}


def test_nothing_that_follows_from_a_secret_is_told(root: Path) -> None:
    from gatehouse.program.evaluation import evaluate  # noqa: PLC0415 - needs Pulumi

    settings = StackFiles.load(root, "dev")
    graphs = [evaluate(root, settings, Azure(seed)) for seed in (b"one seed", b"another seed")]
    assert graphs[0] != graphs[1]
    told = [compare("dev", Side(), side(graph), Mask.over([graph])) for graph in graphs]
    assert told[0] == told[1]
    masked = {change.place for change in told[0].changes if "[secret]" in str(change)}
    assert masked >= {"DjangoService/Secret", "DjangoService/WebApp/WebApp"}
