"""What the security rules found, as a SARIF log, which GitHub shows beside the code.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, and of it what GitHub reads:
https://docs.github.com/code-security/reference/code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policy_pack.security import Audit, Exemption, Finding

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
PROGRAM = "__main__.py"
CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def sarif(audits: Mapping[str, Audit]) -> str:
    """Returns one log of the audits by stack; what is exempted is suppressed, with its reason."""
    results = [one for stack, audit in audits.items() for one in _results(stack, audit)]
    rules = {
        finding.rule.id: {
            "id": finding.rule.id,
            "shortDescription": {"text": finding.rule.what},
            "helpUri": finding.rule.url,
        }
        for audit in audits.values()
        for finding in (*audit.findings, *(one for one, _ in audit.exempted))
    }
    driver = {"name": "Gatehouse", "rules": [rules[id_] for id_ in sorted(rules)]}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(log, indent=2)


def _results(stack: str, audit: Audit) -> Iterator[dict[str, Any]]:
    for finding in audit.findings:
        yield _result(stack, finding)
    for finding, exemption in audit.exempted:
        yield {**_result(stack, finding), "suppressions": [_suppression(exemption)]}


def _result(stack: str, finding: Finding) -> dict[str, Any]:
    record = finding.record
    place = {"artifactLocation": {"uri": _file(finding)}, "region": {"startLine": 1}}
    name = f"{stack}: {record['resource']}.{record['property']}"
    return {
        "ruleId": record["ruleId"],
        "level": record["level"],
        "message": {"text": f"stack {stack}: {record['message']}"},
        "locations": [
            {"physicalLocation": place, "logicalLocations": [{"fullyQualifiedName": name}]}
        ],
        # By the resource and not, as GitHub has it, by the line, which many findings share.
        "partialFingerprints": {
            "primaryLocationLineHash": hashlib.sha256(name.encode()).hexdigest()
        },
    }


def _file(finding: Finding) -> str:
    """The component's own file, as a file is named after what it holds; the program otherwise."""
    component = finding.resource.place.split("/")[0]
    path = Path("components", f"{CAPITAL.sub('_', component).lower()}.py")
    return path.as_posix() if path.exists() else PROGRAM


def _suppression(exemption: Exemption) -> dict[str, str]:
    return {"kind": "external", "justification": exemption.reason}
