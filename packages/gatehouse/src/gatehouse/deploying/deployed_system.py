"""The main apps of a deployed stack as its outputs tell them, and how each is tried."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gatehouse.deploying.stack_outputs import read_outputs
from gatehouse.deploying.trial import SmokeCheck

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STACK = ("resource_group", "subscription_id")
API = (
    "api_release",
    "docs_url",
    "function_app",
    "function_deployments",
    "sample_url",
    "subscription_key",
)
SITE = ("web_app", "web_deployments", "web_health_url", "web_release", "web_url")
OUTPUTS = (*STACK, *API, *SITE)
"""Those of the stack, and, where it has an API or a site, those of each."""
KEY_HEADER = "Ocp-Apim-Subscription-Key"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeployedSite:
    """Where an app is built and runs."""

    subscription: str
    resource_group: str
    name: str
    deployments: str
    """Address of what the build service tells."""

    @property
    def log(self) -> str:
        """Where the latest build is told about.

        https://learn.microsoft.com/cli/azure/webapp/log/deployment
        """
        which = f"--resource-group {self.resource_group} --name {self.name}"
        return f"az webapp log deployment show {which}, or {self.deployments}/latest/log"


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """One app: the answer that its release has to show, then what else it has to do."""

    name: str
    first: SmokeCheck
    then: tuple[SmokeCheck, ...]
    site: DeployedSite


def apps(outputs: str) -> list[App]:
    """Returns what to try, from the stack's outputs as JSON; raises LocalError when some lack."""
    known = read_outputs(outputs, STACK)
    return [
        app
        for names, read in ((API, _api), (SITE, _site))
        if known.keys() & set(names)
        for app in read(read_outputs(outputs, names))
    ]


def _api(given: Mapping[str, str]) -> Iterator[App]:
    """Yields the main API, unless it has neither documentation nor a call without parameters."""
    checks = (
        *_documentation(given["docs_url"]),
        *_calls(given["sample_url"], given["subscription_key"]),
    )
    if checks:
        yield App(
            name="API",
            first=replace(checks[0], release=given["api_release"]),
            then=checks[1:],
            site=_site_of(given, "function_app", "function_deployments"),
        )


def _documentation(url: str) -> tuple[SmokeCheck, ...]:
    return (SmokeCheck(what="documentation", url=url, status=200),) if url else ()


def _calls(url: str, key: str) -> tuple[SmokeCheck, ...]:
    """Returns the calls of the API that need no parameters; none when it has no such operation."""
    if not url:
        return ()
    headers = {KEY_HEADER: key}
    return (
        # First what the app itself answers, by which its release is known.
        SmokeCheck(what="API with the key", url=url, status=200, headers=headers),
        SmokeCheck(what="API without a key", url=url, status=401),
    )


def _site(given: Mapping[str, str]) -> Iterator[App]:
    yield App(
        name="site",
        first=SmokeCheck(
            what="site and its database",
            url=given["web_health_url"],
            status=200,
            release=given["web_release"],
        ),
        then=(
            SmokeCheck(what="site's first page", url=given["web_url"], status=200, follows=True),
            *_admin(given.get("admin_url", "")),
        ),
        site=_site_of(given, "web_app", "web_deployments"),
    )


def _admin(url: str) -> tuple[SmokeCheck, ...]:
    """Returns the look at the admin; none when the site has no admin."""
    return (
        (SmokeCheck(what="admin's login page", url=url, status=200, follows=True),) if url else ()
    )


def _site_of(given: Mapping[str, str], name: str, deployments: str) -> DeployedSite:
    return DeployedSite(
        subscription=given["subscription_id"],
        resource_group=given["resource_group"],
        name=given[name],
        deployments=given[deployments],
    )
