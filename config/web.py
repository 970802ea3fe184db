"""The size of the main site, and its host names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.web import web_scale as scales
from components.web.web_scale import WebScale
from config.domain import read_domain
from config.runtime import python_version

if TYPE_CHECKING:
    from components.azure.regions import Region
    from config.reader import SettingsReader

HOST = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True, kw_only=True)
class WebSettings:
    """The settings of a stack for its main site."""

    scale: WebScale
    domain: str
    """The site's own domain; empty for the host name that Azure gives it."""
    allowed_hosts: tuple[str, ...]
    """Host names beside the site's own, such as a custom domain."""


def web(settings: SettingsReader, region: Region) -> WebSettings:
    """Reads the settings of the site from the stack."""
    return WebSettings(
        scale=web_scale(settings, region),
        domain=web_domain(settings),
        allowed_hosts=allowed_hosts(settings),
    )


def web_scale(settings: SettingsReader, region: Region) -> WebScale:
    """Returns the Python and size of the instances, their number and their zones."""
    scale = WebScale(
        python_version=python_version(settings),
        sku=settings.choice("webSku", scales.INSTANCES),
        instances=settings.number("webInstances", 1, max(scales.INSTANCES.values())),
        zone_redundant=settings.switch("webZoneRedundant"),
    )
    settings.refuse(scales.contradictions(scale, region))
    return scale


def allowed_hosts(settings: SettingsReader) -> tuple[str, ...]:
    """Returns the host names that the site answers to, beside the one that Azure gives it."""
    hosts = (
        settings.matching("webHosts", host, HOST, "a list of host names such as www.example.com")
        for host in settings.structure("webHosts", list)
    )
    return tuple(dict.fromkeys(filter(None, (*hosts, web_domain(settings)))))


def web_domain(settings: SettingsReader) -> str:
    """Returns the host name that the site has a certificate for; empty for none."""
    return read_domain(settings, "webDomain")
