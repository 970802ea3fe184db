"""Rules against secrets in plain text.

https://learn.microsoft.com/azure/security/fundamentals/secrets-best-practices
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ...problem import Problem
from ...rule import Rule
from ..app_service.release import DEPLOYMENT
from ..app_service.site import SITES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

REFERENCE = "@Microsoft.KeyVault("
SECRET_NAME = re.compile(
    r"secret|passw|pwd|pass$|token|api_?key|access_?key|private_?key|(^|_)key$|connection.?string",
    re.IGNORECASE,
)
SECRET_VALUE = re.compile(
    r"(accountkey|sharedaccesskey|password|pwd|[?&]sig)=|://[^/:@\s]+:[^/@\s]+@|-----BEGIN ",
    re.IGNORECASE,
)
PLAIN = "plain text that looks like a secret"


def looks_secret(name: str, value: object) -> bool:
    """Returns whether name or value look like those of a secret.

    `("DB_PASSWORD", "x")` and `("DB", "postgres://u:p@host/db")` do, `("DB_HOST", "host")` doesn't.
    """
    return isinstance(value, str) and bool(
        value and (SECRET_NAME.search(name) or SECRET_VALUE.search(value))
    )


def _app_settings(site: Resource, _stack: Stack) -> Iterator[Problem]:
    named = [(one.get("name"), one.get("value")) for one in site.items("siteConfig.appSettings")]
    named += [
        (f"{one.get('name')} connection string", one.get("connectionString"))
        for one in site.items("siteConfig.connectionStrings")
    ]
    for name, value in named:
        if looks_secret(name, value) and REFERENCE not in value:
            remedy = "put it into the vault and refer to it"
            yield Problem(f"appSettings.{name}", PLAIN, f"{REFERENCE}SecretUri=…)", remedy)


def _parameters(deployment: Resource, _stack: Stack) -> Iterator[Problem]:
    declared: dict[str, Any] = deployment.get("properties.template.parameters") or {}
    given: dict[str, Any] = deployment.get("properties.parameters") or {}
    for name, one in given.items():
        # Azure keeps each deployment with its parameters, but not the values of secure ones.
        kind = str(declared.get(name, {}).get("type")).lower()
        if looks_secret(name, one.get("value")) and not kind.startswith("secure"):
            remedy = "declare the parameter as one of these, or the history shows its value"
            yield Problem(f"parameters.{name}", kind, "securestring or secureobject", remedy)


RULES = (
    Rule(
        id="CIS.9.11",
        source="https://learn.microsoft.com/azure/app-service/app-service-key-vault-references",
        what="App settings that look like secrets are references to Key Vault",
        applies_to=SITES,
        judge=_app_settings,
    ),
    Rule(
        id="Azure.Deployment.SecureParameter",
        ref="AZR-000408",
        what="Parameters that look like secrets are secure ones",
        applies_to=(DEPLOYMENT,),
        judge=_parameters,
    ),
)
