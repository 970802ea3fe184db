"""`make check`: checks every stack's configuration, program, policies and security offline."""

from __future__ import annotations

import asyncio
import fnmatch
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from apim_gateway import load
from apim_gateway.errors import GatewayError
from apim_gateway.runtime.gateway import Gateway
from gatehouse.audit.policy_pack import EXEMPTIONS, load_policy_pack
from gatehouse.audit.sarif import sarif
from gatehouse.audit.security import security_audit
from gatehouse.azure.refusals import graph_faults
from gatehouse.declared.gateway_document import gateway_document
from gatehouse.errors import LocalError
from gatehouse.program.child import evaluate
from gatehouse.program.stack_files import StackFiles

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gatehouse.audit.policy_pack import Audit, Exemption, PolicyPack
    from gatehouse.options import Options

STACKS = "Pulumi.*.yaml"


def run(options: Options) -> int:
    """Evaluates all stacks, checks their resources, loads their policies, judges their security.

    With `--format sarif`, standard output is a SARIF log and nothing else. Returns 1 when there are
    findings. Raises LocalError for the first stack that can't be loaded or that Azure would refuse,
    and for exemptions that no stack needs.
    """
    # A log goes into a file; the lines for people go beside it, to the terminal or the job's log.
    with redirect_stdout(sys.stderr if options.format == "sarif" else sys.stdout):
        pack = load_policy_pack(Path())
        exemptions = pack.load_exemptions()
        stacks = [file.name.split(".")[1] for file in sorted(Path().glob(STACKS))]
        audits = {stack: _check(stack, pack, exemptions) for stack in stacks}
        _report(exemptions, [*audits.values()])
    if options.format == "sarif":
        print(sarif(audits))
    return 1 if any(one.findings for one in audits.values()) else 0


def _check(stack: str, pack: PolicyPack, exemptions: Sequence[Exemption]) -> Audit:
    with tempfile.TemporaryDirectory() as data:
        graph = asyncio.run(evaluate(stack, Path(data)))
    if faults := graph_faults(graph):
        raise LocalError("\n".join(f"stack {stack}: {fault}" for fault in faults))
    # Compiles every policy and every expression in it, which is where they are refused.
    try:
        Gateway(load(gateway_document(graph)))
    except GatewayError as error:
        raise LocalError(f"stack {stack}: {error}") from error
    result = security_audit(pack, graph, StackFiles.load(Path(), stack), exemptions)
    print(
        f"stack {stack}: {len(graph.resources)} resources, policies load, "
        f"{len(result.findings)} security findings, {len(result.exempted)} exempted"
    )
    for finding in result.findings:
        print(f"  {finding}")
    return result


def _report(exemptions: Sequence[Exemption], audits: Sequence[Audit]) -> None:
    used = {exemption for one in audits for _, exemption in one.exempted}
    places = {place for one in audits for place in one.places}
    # Those of what no stack has wait: a program may be without a site, or without an API.
    unused = [one for one in exemptions if one not in used and _concerns(one, places)]
    if unused:
        raise LocalError(
            f"no stack needs the exemption of {unused[0].resource} from {unused[0].rule} for "
            f"{unused[0].property}; allowed are exemptions that cover a finding; remove it from "
            f"{EXEMPTIONS}"
        )
    for one in filter(used.__contains__, exemptions):
        print(f"exempted: {one}")


def _concerns(exemption: Exemption, places: Collection[str]) -> bool:
    """Whether everything is there that the exemption speaks of.

    Example: the property `WebApp/WebApp siteConfig.x` of `Logger/Secret` is about both.
    """
    other = exemption.property.rpartition(" ")[0]
    return all(fnmatch.filter(places, one) for one in (exemption.resource, other) if one)
