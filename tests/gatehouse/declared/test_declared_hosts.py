"""What a start heeds of the real program."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gatehouse.declared.declared_hosts import DeclaredHosts
from gatehouse.declared.site import SITE
from gatehouse.graph.graph import Graph, Resource

if TYPE_CHECKING:
    from collections.abc import Mapping


def with_sites(graph: Graph, **outputs: Any) -> Graph:
    """Returns the graph with these outputs in place of every site's own."""

    def one(resource: Resource) -> Resource:
        changed: Mapping[str, Any] = {**resource.outputs, **outputs}
        return replace(resource, outputs=changed) if resource.type == SITE else resource

    return replace(graph, resources=tuple(map(one, graph.resources)))


def test_every_half_of_the_program_is_found(graph: Graph) -> None:
    declared = DeclaredHosts.of(graph)
    assert (declared.gateway_host_name or "").endswith(".azure-api.net")
    assert [str(site.source) for site in declared.function_apps] == ["function_app"]
    assert [site.startup_command for site in declared.web_apps] == ["gunicorn quizsite.wsgi"]
    [database] = declared.databases
    assert database.host_name == graph.stack_outputs["postgres_host"]
    assert declared.servers == {database.host_name: [database]}


def test_an_empty_program_declares_nothing() -> None:
    assert DeclaredHosts.of(Graph(resources=())) == DeclaredHosts(
        gateway_host_name=None, function_apps=(), web_apps=(), databases=()
    )


def test_the_site_of_the_stack_s_url_comes_first(graph: Graph) -> None:
    two = with_sites(graph, kind="app,linux")
    for site in DeclaredHosts.of(two).web_apps:
        outputs = {"web_url": f"https://{site.host_name}/"}
        assert DeclaredHosts.of(replace(two, stack_outputs=outputs)).web_apps[0] == site


def test_every_site_may_be_a_function_app(graph: Graph) -> None:
    declared = DeclaredHosts.of(with_sites(graph, kind="functionapp,linux"))
    assert (len(declared.function_apps), declared.web_apps) == (2, ())


def test_other_settings_are_another_declaration(graph: Graph) -> None:
    assert DeclaredHosts.of(graph) == DeclaredHosts.of(graph)
    assert DeclaredHosts.of(graph) != DeclaredHosts.of(
        with_sites(graph, siteConfig={"appSettings": []})
    )


def test_an_app_s_database_is_the_one_that_its_settings_lead_to(graph: Graph) -> None:
    declared = DeclaredHosts.of(graph)
    [first] = declared.databases
    second, elsewhere = (
        replace(first, name="shop", user="id-shop"),
        replace(first, host_name="psql-2.postgres.database.azure.com"),
    )
    several = replace(declared, databases=(first, second, elsewhere))
    [site] = declared.web_apps
    shop = {**site.settings, "DBNAME": "shop", "DBUSER": "id-shop"}
    assert several.database_of(site.settings) == first
    assert several.database_of(shop) == second
    assert several.database_of({"PG": elsewhere.host_name}) == elsewhere
    assert several.database_of({"PG": "a server of somebody else's"}) is None
