"""`python -m policy_pack.security`: prints the page docs/security.md."""

from __future__ import annotations

import sys

from .exemption import load_exemptions
from .rule_table import rule_table

sys.stdout.write(rule_table(load_exemptions()))
