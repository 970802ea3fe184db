"""What axe finds on a page, without what is known of pages that are not ours.

https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Page


def findings(page: Page, known: Mapping[str, str] | None = None) -> list[str]:
    """Returns a line for each finding: the rule, where, and what is wrong.

    `known` has the reason for each rule that is left out; a rule that finds nothing is a line, too.
    """
    broken = {one["id"]: one for one in Axe().run(page).response["violations"]}
    found = [
        f"{rule}: {node['html'][:120]} ({one['help']})"
        for rule, one in broken.items()
        if rule not in (known or {})
        for node in one["nodes"]
    ]
    return found + [f"{rule}: nothing to leave out" for rule in (known or {}) if rule not in broken]
