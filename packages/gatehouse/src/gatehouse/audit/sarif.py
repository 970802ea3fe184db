"""Writes security findings as a SARIF log, which GitHub shows beside the code.

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

    from gatehouse.audit.policy_pack import Audit, Exemption, Finding

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
PROGRAM = "__main__.py"
COMPONENT = re.compile(r"^class (\w+)\([\w.]*ComponentResource\):", re.MULTILINE)


def sarif(audits: Mapping[str, Audit]) -> str:
    """Returns one log of the audits by stack; what is exempted is suppressed, with its reason."""
    files = _files(Path())
    results = [one for stack, audit in audits.items() for one in _results(stack, audit, files)]
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


def _results(stack: str, audit: Audit, files: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for finding in audit.findings:
        yield _result(stack, finding, files)
    for finding, exemption in audit.exempted:
        yield {**_result(stack, finding, files), "suppressions": [_suppression(exemption)]}


def _result(stack: str, finding: Finding, files: Mapping[str, str]) -> dict[str, Any]:
    record = finding.record
    file = files.get(finding.resource.place.split("/")[0], PROGRAM)
    place = {"artifactLocation": {"uri": file}, "region": {"startLine": 1}}
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


def _files(folder: Path) -> dict[str, str]:
    """Returns the file of each component of the program: the one that defines its class."""
    sources = sorted(folder.glob("[!.]*/**/*.py"))
    return {
        name: source.relative_to(folder).as_posix()
        for source in sources
        for name in COMPONENT.findall(source.read_text(encoding="utf-8"))
    }


def _suppression(exemption: Exemption) -> dict[str, str]:
    return {"kind": "external", "justification": exemption.reason}
