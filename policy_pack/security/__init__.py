"""Judges the resources that a stack declares by rules of security, without a cloud.

`rules/` holds the rules, a folder to each Azure service; the files beside it judge by them.

Knows neither Pulumi nor the program, and imports its own files by relative names alone: to the
Pulumi engine, which runs the pack from the folder above, it is the package `security`; to the local
check, which runs in the repository, it is `policy_pack.security`.
"""

from __future__ import annotations

from .audit import Audit, audit
from .exemption import Exemption, load_exemptions
from .finding import Finding
from .resource import UNKNOWN, Resource
from .rule_table import rule_table
from .rules import RULES, rules_for

__all__ = [
    "RULES",
    "UNKNOWN",
    "Audit",
    "Exemption",
    "Finding",
    "Resource",
    "audit",
    "load_exemptions",
    "rule_table",
    "rules_for",
]
