"""The two apps of a deployed stack as its outputs tell them, and how each is tried."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from local.deploying.trial import Trial
from local.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping

OUTPUTS = ("docs_url", "api_url", "web_url", "admin_url", "subscription_key")
KEY_HEADER = "Ocp-Apim-Subscription-Key"
OPERATION = "generate_name"
HEALTH = "healthz"
LOGIN = "login/"


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """One app: the answer that its release has to show, then what else it has to do."""

    name: str
    first: Trial
    then: tuple[Trial, ...]
    log: str
    """Where its build in Azure is told about."""


def apps(outputs: str) -> tuple[App, App]:
    """Returns what to try, from the stack's outputs as JSON; raises LocalError when some lack."""
    try:
        given = json.loads(outputs)
        docs, api, web, admin, key = (str(given[name]).rstrip("/") for name in OUTPUTS)
    except (ValueError, KeyError, TypeError):
        raise LocalError(
            f"standard input is not what is needed: JSON with {', '.join(OUTPUTS)}; pipe "
            "`pulumi stack output --json --show-secrets` into this command"
        ) from None
    return (
        _api(docs, api, key, given),
        _site(web, admin, given),
    )


def _api(docs: str, api: str, key: str, given: Mapping[str, str]) -> App:
    release = given.get("api_release", "")
    operation = f"{api}/{OPERATION}"
    return App(
        name="API",
        first=Trial(what="documentation", url=docs, status=200, release=release),
        then=(
            Trial(what="API without a key", url=operation, status=401),
            Trial(what="API with the key", url=operation, status=200, headers={KEY_HEADER: key}),
        ),
        log=_log("functionapp", given.get("function_app", "NAME"), given),
    )


def _site(web: str, admin: str, given: Mapping[str, str]) -> App:
    release = given.get("web_release", "")
    name = (urlsplit(web).hostname or "").partition(".")[0]
    health = f"{web}/{HEALTH}"
    return App(
        name="site",
        first=Trial(what="site and its database", url=health, status=200, release=release),
        then=(
            Trial(what="site's first page", url=f"{web}/", status=200),
            Trial(what="admin's login page", url=f"{admin}/{LOGIN}", status=200),
        ),
        log=f"{_log('webapp', name, given)}, or {_build_service(web)}/api/deployments/latest/log",
    )


def _log(kind: str, name: str, given: Mapping[str, str]) -> str:
    group = given.get("resource_group", "GROUP")
    return f"az {kind} log deployment show --resource-group {group} --name {name}"


def _build_service(url: str) -> str:
    """Returns where App Service builds what answers at the URL.

    Its host name has `scm` after the first label:
    https://learn.microsoft.com/azure/app-service/resources-kudu
    """
    parts = urlsplit(url)
    name, _, domain = parts.netloc.partition(".")
    return f"{parts.scheme}://{name}.scm.{domain}"
