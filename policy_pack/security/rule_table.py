"""Lists rules and exemptions as Markdown: docs/security.md is generated from this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .exemption import Exemption
    from .rule import Rule

NOTE = """\
# Security rules

Made by `python -m policy_pack.security`. `make check` judges every stack by these rules, without a
cloud; `make preview` has the Pulumi engine judge by the same, as the policy pack `policy_pack/`.
A finding fails both. Rules marked *production* bind stacks with `gatehouse:production: true`.
"""
RULES_HEAD = "| Rule | Also known as | Demand | Applies to | Binds |\n|---|---|---|---|---|"
EXEMPTIONS_HEAD = "| Rule | Resource | Property | Reason |\n|---|---|---|---|"


def rule_table(exemptions: Iterable[Exemption]) -> str:
    """Returns the page docs/security.md, in Markdown, with these exemptions."""
    rules = "\n".join(map(_rule, RULES))
    exempted = "\n".join(
        f"| {one.rule} | {one.resource} | {one.property} | {one.reason} |" for one in exemptions
    )
    return (
        f"{NOTE}\n{RULES_HEAD}\n{rules}\n\n"
        f"## What is left as it is\n\nAn exemption that nothing needs fails `make check`.\n\n"
        f"{EXEMPTIONS_HEAD}\n{exempted}\n"
    )


def _rule(rule: Rule) -> str:
    cells = (
        f"[{rule.id}]({rule.url})",
        ", ".join(number for number in (rule.ref, *rule.also) if number),
        rule.what,
        ", ".join(type_.rsplit(":", 1)[1] for type_ in rule.applies_to),
        "production" if rule.production else "always",
    )
    return f"| {' | '.join(cells)} |"
