"""Sites as the laptop runs them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gatehouse.declared.site import RELEASE, SITE, sites
from gatehouse.errors import LocalError
from gatehouse.graph.graph import Graph, Resource
from tests.gatehouse.resources import resource


def site(kind: str, **config: Any) -> Resource:
    settings = [{"name": "DEBUG", "value": "false"}]
    return resource(
        SITE,
        id="/sites/app-dev",
        name="app-dev",
        kind=kind,
        defaultHostName="app-dev.azurewebsites.net",
        siteConfig={"appSettings": settings, **config},
    )


CODE = resource(RELEASE, siteName="app-dev", source="django_app")


def test_a_site_brings_its_code_command_and_settings() -> None:
    config = {"appCommandLine": "gunicorn app:app", "healthCheckPath": "/healthz"}
    graph = Graph(resources=(CODE, site("app,linux", **config)))
    [found] = sites(graph)
    assert found.name == "app-dev"
    assert found.host_name == "app-dev.azurewebsites.net"
    assert found.is_function_app is False
    assert found.source == Path("django_app")
    assert found.startup_command == "gunicorn app:app"
    assert found.health_check_path == "/healthz"
    assert found.settings == {"WEBSITE_HOSTNAME": "app-dev.azurewebsites.net", "DEBUG": "false"}


def test_a_function_app_is_told_by_its_kind() -> None:
    [found] = sites(Graph(resources=(CODE, site("functionapp,linux"))))
    assert found.is_function_app is True
    assert (found.startup_command, found.health_check_path) == ("", "")


@pytest.mark.parametrize(
    ("outputs", "version"),
    [
        ({"siteConfig": {"linuxFxVersion": "PYTHON|3.12"}}, "3.12"),
        ({"functionAppConfig": {"runtime": {"name": "python", "version": "3.13"}}}, "3.13"),
        ({"functionAppConfig": None}, ""),
    ],
)
def test_the_declared_python_is_read_from_either_place(
    outputs: dict[str, Any], version: str
) -> None:
    declared = site("app,linux")
    config = {**declared.outputs["siteConfig"], **outputs.pop("siteConfig", {})}
    given = replace(declared, outputs={**declared.outputs, **outputs, "siteConfig": config})
    [found] = sites(Graph(resources=(CODE, given)))
    assert found.python_version == version


def test_a_site_without_code_is_refused() -> None:
    other = resource(RELEASE, siteName="other", source="other")
    with pytest.raises(LocalError, match="no code is released to the site app-dev"):
        sites(Graph(resources=(other, site("app,linux"))))
