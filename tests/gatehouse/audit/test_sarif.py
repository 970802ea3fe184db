"""The findings for GitHub's code scanning."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gatehouse.audit.policy_pack import Audit
from gatehouse.audit.sarif import sarif
from policy_pack.security import RULES, Exemption, Finding, Resource
from policy_pack.security.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

REASON = Exemption(rule="r", resource="Store/Account", property="https", reason="nobody uses it")
RULE = RULES[0]
KINDS: dict[str, type] = {"string": str, "integer": int, "array": list, "object": dict}
SHAPE: dict[str, dict[str, Any]] = {
    "log": {"version": "string", "$schema": "string", "runs": ["run"]},
    "run": {"tool": "tool", "results": ["result"]},
    "tool": {"driver": "driver"},
    "driver": {"name": "string", "rules": ["rule"]},
    "rule": {"id": "string", "shortDescription": "text", "helpUri": "string"},
    "text": {"text": "string"},
    "result": {
        "ruleId": "string",
        "level": "string",
        "message": "text",
        "locations": ["location"],
        "partialFingerprints": "object",
    },
    "location": {"physicalLocation": "place", "logicalLocations": ["name"]},
    "place": {"artifactLocation": "file", "region": "region"},
    "file": {"uri": "string"},
    "region": {"startLine": "integer"},
    "name": {"fullyQualifiedName": "string"},
    "suppression": {"kind": "string", "justification": "string"},
}
"""What SARIF 2.1.0 and GitHub ask of each part that is written here."""
OPTIONAL = {"result": {"suppressions": ["suppression"]}}


def misshapen(kind: str, value: Any, path: str = "") -> list[str]:
    """Where a part of the log isn't as SARIF has it."""
    if kind in KINDS:
        return [] if isinstance(value, KINDS[kind]) else [path]
    known = {**SHAPE[kind], **OPTIONAL.get(kind, {})}
    wrong = [f"{path}.{key}" for key in SHAPE[kind].keys() ^ value.keys() if key not in known]
    wrong += [f"{path}.{key}" for key in SHAPE[kind].keys() - value.keys()]
    for key in known.keys() & value.keys():
        inner = known[key]
        parts = value[key] if isinstance(inner, list) else [value[key]]
        name = inner[0] if isinstance(inner, list) else inner
        wrong += [one for part in parts for one in misshapen(name, part, f"{path}.{key}")]
    return wrong


def finding(component: str, property_: str = "https") -> Finding:
    urn = f"urn:pulumi:dev::gatehouse::gatehouse:x:{component}$azure-native:storage:Account::store"
    resource = Resource(urn=urn, type="azure-native:storage:Account", name="store", properties={})
    return Finding(RULE, resource, Problem(property_, None, "true", "set it"))


def audit(*findings: Finding, exempted: tuple[Finding, ...] = ()) -> Audit:
    return Audit(findings=findings, exempted=tuple((one, REASON) for one in exempted))


def run_of(**audits: Audit) -> dict[str, Any]:
    log = json.loads(sarif(audits))
    assert misshapen("log", log) == []
    [run] = log["runs"]
    assert isinstance(run, dict)
    return run


def test_a_finding_names_its_rule_its_stack_and_the_file_of_its_component(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    [result] = run_of(prod=audit(finding("ArtifactStore")))["results"]
    assert (result["ruleId"], result["level"]) == (RULE.id, "error")
    assert result["message"]["text"].startswith("stack prod: ArtifactStore/Account store: https is")
    [location] = result["locations"]
    assert location == {
        "physicalLocation": {
            "artifactLocation": {"uri": "components/platform/artifact_store.py"},
            "region": {"startLine": 1},
        },
        "logicalLocations": [{"fullyQualifiedName": "prod: ArtifactStore/Account store.https"}],
    }


def test_what_no_component_of_ours_declares_is_shown_in_the_program(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    [result] = run_of(dev=audit(finding("Elsewhere")))["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "__main__.py"


def test_what_is_exempted_is_suppressed_with_its_reason() -> None:
    results = run_of(dev=audit(finding("A"), exempted=(finding("B"),)))["results"]
    assert [one.get("suppressions") for one in results] == [
        None,
        [{"kind": "external", "justification": "nobody uses it"}],
    ]


def test_every_rule_is_described_once() -> None:
    rules = run_of(dev=audit(finding("A"), finding("B")), prod=audit(finding("A")))["tool"]
    assert rules["driver"]["rules"] == [
        {"id": RULE.id, "shortDescription": {"text": RULE.what}, "helpUri": RULE.url}
    ]


def test_each_finding_stays_the_same_from_run_to_run_and_differs_from_the_others() -> None:
    found = audit(finding("A"), finding("A", "tls"), finding("B"))
    first, again = (run_of(dev=found, prod=found)["results"] for _ in range(2))
    prints = [one["partialFingerprints"]["primaryLocationLineHash"] for one in first]
    assert len(set(prints)) == 6
    assert first == again


def test_a_log_that_is_wrong_would_be_seen() -> None:
    log = json.loads(sarif({"dev": audit(finding("A"))}))
    [result] = log["runs"][0]["results"]
    result["colour"] = "red"
    result["level"] = 1
    del result["message"]
    assert sorted(misshapen("log", log)) == [
        ".runs.results.colour",
        ".runs.results.level",
        ".runs.results.message",
    ]
