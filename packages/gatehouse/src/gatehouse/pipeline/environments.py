"""The repository's environments and variables on GitHub.

https://docs.github.com/rest/deployments/environments
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.pipeline.identity import IDENTITIES
from gatehouse.pipeline.step import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatehouse.pipeline.identity import Identity
    from gatehouse.pipeline.names import Names

REVIEWED = 'any(.protection_rules[]?; .type == "required_reviewers")'
LIMITED = ".deployment_branch_policy.custom_branch_policies == true"
BRANCH = "main"


def make_environments(names: Names) -> Iterator[Step]:
    """Yields the steps that make each environment, protect it, and name its identity in Azure."""
    for one in IDENTITIES:
        yield _environment(names, one)
        if one.main_only:
            yield _branch(names, one)
        values = {
            "AZURE_CLIENT_ID": f"${{{one.variable('CLIENT')}}}",
            "AZURE_TENANT_ID": "${TENANT}",
            "AZURE_SUBSCRIPTION_ID": "${SUBSCRIPTION}",
            "PULUMI_BACKEND_URL": names.backend(one.stack),
        }
        for name, value in values.items():
            yield _variable(names, name, value, "--env", one.environment)


def switch_on(names: Names) -> Step:
    """Returns the last step, after which the workflows deploy."""
    return _variable(names, "AZURE_DEPLOY", "true")


def _environment(names: Names, one: Identity) -> Step:
    path = f"repos/{names.repository}/environments/{one.environment}"
    fields: list[str] = []
    conditions = ["true"]
    if one.reviewed:
        fields += ["-F", "reviewers[][type]=User", "-F", "reviewers[][id]=${REVIEWER}"]
        conditions.append(REVIEWED)
    if one.main_only:
        policy = "deployment_branch_policy"
        fields += ["-F", f"{policy}[protected_branches]=false"]
        fields += ["-F", f"{policy}[custom_branch_policies]=true"]
        conditions.append(LIMITED)
    # An environment that a job has made by naming it protects nothing: it is not enough.
    whole = f"select({' and '.join(conditions)}) | .id"
    return Step(
        what=f"environment {one.environment}",
        command=("gh", "api", "--silent", "--method", "PUT", path, *fields),
        look=("gh", "api", path, "--jq", whole),
    )


def _branch(names: Names, one: Identity) -> Step:
    environment = f"repos/{names.repository}/environments/{one.environment}"
    path = f"{environment}/deployment-branch-policies"
    found = f'.branch_policies[] | select(.name == "{BRANCH}") | .id'
    return Step(
        what=f"environment {one.environment} is for {BRANCH}",
        command=("gh", "api", "--silent", "--method", "POST", path, "-f", f"name={BRANCH}"),
        look=("gh", "api", path, "--jq", found),
    )


def _variable(names: Names, name: str, value: str, *place: str) -> Step:
    where = (*place, "--repo", names.repository)
    return Step(
        what=f"variable {name} of {place[-1] if place else 'the repository'}",
        command=("gh", "variable", "set", name, *where, "--body", value),
        look=("gh", "variable", "get", name, *where),
        wanted=value,
    )
