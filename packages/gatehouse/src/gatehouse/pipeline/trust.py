"""The identities, for which GitHub vouches, and the roles of each.

Example: a job of the environment `dev` shows Azure a token that GitHub has signed, whose subject is
`repo:OWNER/NAME:environment:dev`. The federated credential of the identity `gatehouse-dev` names
that subject, so the job acts as `gatehouse-dev`, and no secret is kept anywhere.

https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-azure
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.pipeline.identity import IDENTITIES, Access
from gatehouse.pipeline.names import STACKS, SUBSCRIPTION
from gatehouse.pipeline.role import READING, Role
from gatehouse.pipeline.step import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatehouse.pipeline.identity import Identity
    from gatehouse.pipeline.names import Names

ISSUER = "https://token.actions.githubusercontent.com"
AUDIENCE = "api://AzureADTokenExchange"
DEPLOYER = ("Contributor", "Role Based Access Control Administrator")
TEXT = ("--output", "tsv")


def make_identities(names: Names, location: str) -> Iterator[Step]:
    """Yields the steps that make each identity and let its environment log in as it."""
    for one in IDENTITIES:
        named = ("--name", one.name, *names.in_group)
        show = ("az", "identity", "show", *named, "--query")
        yield Step(
            what=f"identity {one.name}",
            command=("az", "identity", "create", *named, "--location", location),
            look=(*show, "id", *TEXT),
        )
        for what, property_ in (("CLIENT", "clientId"), ("PRINCIPAL", "principalId")):
            yield Step(
                what=f"{property_} of {one.name}",
                command=(*show, property_, *TEXT),
                into=one.variable(what),
            )
        yield _credential(names, one)


def grant_roles(names: Names) -> Iterator[Step]:
    """Yields the steps that give every identity its roles, and you the state."""
    for role in ("Storage Blob Data Contributor", "Key Vault Crypto User"):
        scope = names.account_id if role.startswith("Storage") else names.vault_id
        yield _grant("you", "${YOU}", role, scope, "the state", type_="User")
    for stack in STACKS:
        yield Step(
            what=f"resource group of {stack}",
            command=(
                *("az", "group", "list", "--tag", f"environment={stack}"),
                *("--query", "[?tags.project=='gatehouse'].id | [0]", *TEXT),
            ),
            into=f"GROUP_{stack}".upper(),
        )
    for one in IDENTITIES:
        yield from _grants(names, one)


def _credential(names: Names, one: Identity) -> Step:
    credential = ("az", "identity", "federated-credential")
    named = ("--name", "github", "--identity-name", one.name, *names.in_group)
    subject = f"${{PREFIX}}:environment:{one.environment}"
    trusts = ("--issuer", ISSUER, "--audiences", AUDIENCE, "--subject", subject)
    return Step(
        what=f"{one.name} trusts the environment {one.environment}",
        command=(*credential, "create", *named, *trusts),
        look=(*credential, "show", *named, "--query", "subject", *TEXT),
        wanted=subject,
    )


def _grants(names: Names, one: Identity) -> Iterator[Step]:
    deploys = one.access is Access.DEPLOYS
    who = f"${{{one.variable('PRINCIPAL')}}}"
    # A preview takes no lock and writes nothing into the state.
    blobs = "Storage Blob Data Contributor" if deploys else "Storage Blob Data Reader"
    where = f"the state of {one.stack}"
    yield _grant(one.name, who, blobs, names.container(one.stack), where)
    yield _grant(one.name, who, Role.DECRYPT.name_for(names), names.key(one.stack), where)
    if deploys:
        for role in DEPLOYER:
            yield _grant(one.name, who, role, SUBSCRIPTION, "the subscription")
        return
    group = f"GROUP_{one.stack}".upper()
    role = READING[one.access].name_for(names)
    yield _grant(one.name, who, role, f"${{{group}}}", f"the stack {one.stack}", only_with=group)


def _grant(
    name: str,
    principal: str,
    role: str,
    scope: str,
    where: str,
    *,
    type_: str = "ServicePrincipal",
    only_with: str = "",
) -> Step:
    assignment = ("az", "role", "assignment")
    what = ("--role", role, "--scope", scope)
    who = ("--assignee-object-id", principal, "--assignee-principal-type", type_)
    return Step(
        what=f"{role} for {name} on {where}",
        command=(*assignment, "create", *who, *what),
        look=(*assignment, "list", "--assignee", principal, *what, "--query", "[].id", *TEXT),
        only_with=only_with,
    )
