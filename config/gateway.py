"""The tier and publisher of API Management, and what it serves where and to whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from components.gateway import tiers
from components.gateway.api_management import ApiManagementSettings
from config.domain import read_domain
from config.email_address import read_address
from config.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from config.reader import SettingsReader

PUBLISHER = re.compile(r"\S(.{0,98}\S)?")
PATH = re.compile(r"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*")
PATHS = "a path without slashes at its ends"
# No `*`: any page that a user of the API opens could then call it from that person's browser.
ORIGIN = re.compile(
    r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d+)?|http://(localhost|127\.0\.0\.1)(:\d+)?"
)
NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,38}[A-Za-z0-9])?")


def gateway(settings: SettingsReader, policies: Path) -> ApiManagementSettings:
    """Returns the tier, publisher and domain of the service.

    Raises ConfigError for a tier that lacks a policy of the folder.
    """
    sku = settings.choice("apimSku", tiers.SKUS)
    _refuse_what_the_tier_lacks(settings, sku, policies)
    return ApiManagementSettings(
        sku=sku,
        publisher_email=read_address(settings, "publisherEmail"),
        publisher_name=settings.text("publisherName", PUBLISHER, "1 to 100 characters"),
        domain=_domain(settings, sku),
    )


def api_path(settings: SettingsReader) -> str:
    """Returns the path of the API that needs a subscription key, without slashes at its ends."""
    return settings.text("apiPath", PATH, PATHS)


def public_path(settings: SettingsReader) -> str:
    """Returns the path of the documentation, which can't be that of the API."""
    path = settings.text("publicPath", PATH, PATHS)
    if path == api_path(settings):
        raise ConfigError(
            settings.full_key("publicPath"),
            path,
            f"a path other than that of {settings.full_key('apiPath')}",
        )
    return path


def cors_origins(settings: SettingsReader) -> tuple[str, ...]:
    """Returns the sites whose pages may call the API from a browser."""
    allowed = "a list of https://host[:port] or http://localhost[:port], never *"
    return tuple(
        settings.matching("corsOrigins", origin, ORIGIN, allowed)
        for origin in settings.structure("corsOrigins", list)
    )


def api_versions(settings: SettingsReader) -> tuple[str, ...]:
    """Returns the versions of the API that are published as such, each once."""
    return _names(settings, "apiVersions")


def api_clients(settings: SettingsReader) -> tuple[str, ...]:
    """Returns the clients that get a subscription key of their own, each once."""
    return _names(settings, "apiClients")


def _domain(settings: SettingsReader, sku: str) -> str:
    domain = read_domain(settings, "apiDomain")
    if domain and not tiers.has_managed_certificates(sku):
        raise ConfigError(
            settings.full_key("apiDomain"),
            domain,
            f"none with {sku}",
            "leave it out, or set apimSku to Consumption or a tier without V2: Azure issues "
            "certificates for no other",
        )
    return domain


def _names(settings: SettingsReader, key: str) -> tuple[str, ...]:
    allowed = "a list of names of 1 to 40 letters, digits and, in between, hyphens"
    names = tuple(
        settings.matching(key, name, NAME, allowed) for name in settings.structure(key, list)
    )
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(settings.full_key(key), name, "every name once")
    return names


def _refuse_what_the_tier_lacks(settings: SettingsReader, sku: str, policies: Path) -> None:
    # Azure refuses it, too, but only once the service is there, which may take half an hour.
    for path in sorted(policies.rglob("*.xml")):
        for line, policy, reason in tiers.unsupported(sku, path.read_text(encoding="utf-8")):
            raise ConfigError(
                settings.full_key("apimSku"),
                sku,
                f"a tier with the policy {policy} of {path.relative_to(policies)}, line {line}",
                f"the {sku} tier {reason}",
            )
