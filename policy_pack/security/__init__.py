"""What has to be true of every stack, told from the resources that it declares.

Knows neither Pulumi nor the program, and imports its own files only by their bare names: the policy
pack runs it from this folder, the local check from the repository.
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
