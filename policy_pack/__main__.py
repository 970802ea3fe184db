"""The policy pack, as the Pulumi engine runs it: from this folder, in an environment of its own.

https://www.pulumi.com/docs/insights/policy/policy-packs/
"""

from __future__ import annotations

from pulumi_policy import EnforcementLevel, PolicyPack

from crossguard import policies
from security import load_exemptions

PolicyPack(
    name="gatehouse-security",
    enforcement_level=EnforcementLevel.MANDATORY,
    policies=policies(load_exemptions()),
)
