"""The whole set-up of a repository, in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError
from gatehouse.pipeline.environments import make_environments, switch_on
from gatehouse.pipeline.role import define_roles
from gatehouse.pipeline.state_home import make_home
from gatehouse.pipeline.step import Step
from gatehouse.pipeline.trust import grant_roles, make_identities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatehouse.pipeline.names import Names

LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}")


def steps(names: Names, location: str, reviewer: str = "") -> list[Step]:
    """Returns every step; `reviewer` is a login on GitHub, and empty means you.

    Raises LocalError for what is no login.
    """
    return [
        *_facts(names, reviewer),
        *make_home(names, location),
        *define_roles(names),
        *make_identities(names, location),
        *grant_roles(names),
        *make_environments(names),
        switch_on(names),
    ]


def _facts(names: Names, reviewer: str) -> Iterator[Step]:
    if reviewer and not LOGIN.fullmatch(reviewer):
        raise LocalError(
            f"{reviewer!r} is no login; allowed are letters, digits and hyphens; name one person "
            "of GitHub: --reviewer LOGIN"
        )
    account = ("az", "account", "show", "--output", "tsv", "--query")
    you = ("az", "ad", "signed-in-user", "show", "--query", "id", "--output", "tsv")
    user = f"users/{reviewer}" if reviewer else "user"
    # The subject of a job's token begins with `repo:OWNER/NAME` in older repositories, and has the
    # ids of both in newer ones, so GitHub is asked for the prefix instead of guessing it.
    subject = f"repos/{names.repository}/actions/oidc/customization/sub"
    prefix = f'.sub_claim_prefix // "repo:{names.repository}"'
    asked = {
        "SUBSCRIPTION": (*account, "id"),
        "TENANT": (*account, "tenantId"),
        "YOU": you,
        "REVIEWER": ("gh", "api", user, "--jq", ".id"),
        "PREFIX": ("gh", "api", subject, "--jq", prefix),
    }
    for name, command in asked.items():
        yield Step(what=name.lower(), command=command, into=name)
