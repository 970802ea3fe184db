"""The hosts of the real program, and of what remains of it without one of its halves."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.declared.database import SERVER
from gatehouse.declared.site import RELEASE, SITE
from gatehouse.errors import LocalError
from gatehouse.hosts.dependent_host import DependentHost
from gatehouse.hosts.postgres.postgres_host import PostgresHost
from gatehouse.hosts.postgres.running_server import RunningServer
from gatehouse.options import Options
from gatehouse.system.system import FOLLOWED, NOT_FOLLOWED, UNCHANGED, System

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.graph.graph import Graph, Resource

OPTIONS = Options(command="up", port=8080, function_port=7071, web_port=8000, data=Path("nowhere"))
WEB = ("azure-native:dbforpostgresql:", "web:app,linux")
API = ("azure-native:apimanagement:", "web:functionapp,linux")


def without(graph: Graph, *prefixes: str, outputs: str) -> Graph:
    """Leaves out the resources whose type, or kind of site, begins so."""
    return replace(
        graph,
        resources=tuple(
            one
            for one in graph.resources
            if not one.type.startswith(prefixes)
            and f"web:{one.outputs.get('kind')}" not in prefixes
        ),
        stack_outputs={
            name: value
            for name, value in graph.stack_outputs.items()
            if not name.startswith(tuple(outputs.split()))
        },
    )


def changed(graph: Graph, type_: str, change: Callable[[dict[str, Any]], None]) -> Graph:
    """Returns the graph with other outputs of the resources of the type."""

    def one(resource: Resource) -> Resource:
        if resource.type != type_:
            return resource
        outputs = {**resource.outputs}
        change(outputs)
        return replace(resource, outputs=outputs)

    return replace(graph, resources=tuple(map(one, graph.resources)))


def hosts(graph: Graph) -> list[str]:
    return [host.name for host in System(graph, OPTIONS).hosts]


def test_every_half_of_the_program_has_its_hosts(graph: Graph) -> None:
    assert hosts(graph) == ["postgres", "web", "gateway", "function"]


def test_the_endpoints_are_those_of_the_stack_on_this_machine(graph: Graph) -> None:
    running = System(graph, OPTIONS).endpoints()
    assert running.gateway == "http://localhost:8080"
    assert running.docs == "http://localhost:8080/public/docs"
    assert running.openapi == "http://localhost:8080/public/openapi.json"
    assert running.api == "http://localhost:8080/api"
    assert running.function == "http://localhost:7071"
    assert running.web == "http://localhost:8000"
    assert (running.admin or "").startswith("http://localhost:8000/admin-")
    assert running.admin_user == "admin"
    assert len(running.admin_password or "") == 24
    assert (running.postgres or "").startswith("postgresql://id-web-gatehouse-dev")
    assert running.subscription_key == graph.stack_outputs["subscription_key"]
    assert len(running.function_key or "") == 43
    assert running.subscription_keys is None


def test_the_first_server_listens_on_the_port_of_the_options(graph: Graph) -> None:
    dsn = System(graph, replace(OPTIONS, postgres_port=5432)).endpoints().postgres or ""
    assert dsn.endswith("@127.0.0.1:5432/quizzes")


def test_whatever_there_may_be_several_of_is_listed_by_name(graph: Graph) -> None:
    running = System(graph, OPTIONS).endpoints()
    assert running.apps == {"web": "http://localhost:8000", "function": "http://localhost:7071"}
    assert running.apis == {
        "simple-fastapi-api": "http://localhost:8080/api",
        "public-docs": "http://localhost:8080/public",
    }
    assert running.databases == {"quizzes": running.postgres}
    assert running.function_keys == {"function": running.function_key}
    assert running.master_keys is not None
    assert {*running.master_keys} == {"function"}
    assert (running.stack, running.overridden) == ("dev", None)
    address = (running.addresses or {})[graph.stack_outputs["postgres_host"]]
    assert address in (running.postgres or "")


def test_a_server_that_runs_already_is_used_instead(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_SERVER", "postgresql://app_user:app_password@localhost:5433/app")
    system = System(graph, OPTIONS)
    [postgres], [web] = system._postgres, system._web
    assert isinstance(postgres, RunningServer)
    settings = web._starts._site.settings
    assert (settings["DBHOST"], settings["DBPORT"]) == ("localhost", "5433")
    dsn = system.endpoints().postgres or ""
    assert re.fullmatch(r"postgresql://id-web-[^:]*:[^@]*@localhost:5433/quizzes", dsn)


def test_a_site_waits_for_its_own_database_and_the_function_for_none(graph: Graph) -> None:
    system = System(with_two_servers(graph), OPTIONS)
    first, second, web, _gateway, function = system.hosts
    assert isinstance(web, DependentHost)
    assert web._ready is system._postgres[0].ready
    assert (first, second) == (system._postgres[0], system._postgres[1])
    assert not isinstance(function, DependentHost)


def with_two_servers(graph: Graph) -> Graph:
    """Returns the graph with a copy of its server, whose database has the same name."""
    [old] = graph.of_type(SERVER)
    id_, host = old.outputs["id"], graph.stack_outputs["postgres_host"]
    copied = [one for one in graph.resources if one.outputs.get("id", "").startswith(id_)]
    return replace(
        graph,
        resources=(
            *graph.resources,
            *(
                replace(
                    one,
                    urn=f"{one.urn}-2",
                    outputs={
                        **one.outputs,
                        "id": one.outputs["id"].replace(id_, f"{id_}-2"),
                        "fullyQualifiedDomainName": f"psql-2.{host.partition('.')[2]}",
                    },
                )
                for one in copied
            ),
        ),
        answers={**graph.answers, f"{id_}-2": {"password": "another"}},
    )


def test_two_servers_run_beside_each_other(graph: Graph) -> None:
    system = System(with_two_servers(graph), OPTIONS)
    [first, second] = system._postgres
    assert isinstance(first, PostgresHost)
    assert isinstance(second, PostgresHost)
    assert (first.name, second.name) == ("postgres", "psql-2")
    assert first.port != second.port
    assert system.endpoints().postgres == first.dsn


def test_namesakes_of_two_servers_do_not_fit_into_the_one_that_runs(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_SERVER", "postgresql://app_user:app_password@localhost:5433/app")
    with pytest.raises(LocalError, match=r"2 servers have a database 'quizzes'.*PG_SERVER"):
        System(with_two_servers(graph), OPTIONS)


def test_each_client_s_key_is_among_the_endpoints(graph: Graph) -> None:
    outputs = {**graph.stack_outputs, "subscription_keys": {"team-a": "key"}}
    running = System(replace(graph, stack_outputs=outputs), OPTIONS).endpoints()
    assert running.subscription_keys == {"team-a": "key"}


def test_the_api_half_runs_alone(graph: Graph) -> None:
    alone = without(graph, *WEB, outputs="web_ admin_ postgres_")
    assert hosts(alone) == ["gateway", "function"]
    running = System(alone, OPTIONS).endpoints()
    assert running.api == "http://localhost:8080/api"
    assert (running.web, running.admin, running.admin_user, running.postgres) == (None,) * 4


def test_the_web_half_runs_alone(graph: Graph) -> None:
    alone = without(graph, *API, outputs="gateway_ docs_ api_ subscription_")
    assert hosts(alone) == ["postgres", "web"]
    running = System(alone, OPTIONS).endpoints()
    assert running.web == "http://localhost:8000"
    assert (running.gateway, running.docs, running.openapi, running.function) == (None,) * 4
    assert (running.function_key, running.subscription_key) == (None, None)


def test_further_sites_have_their_own_name_and_port(graph: Graph) -> None:
    [site] = [one for one in graph.of_type(SITE) if one.outputs["kind"] == "app,linux"]
    [release] = [
        one for one in graph.of_type(RELEASE) if one.inputs["siteName"] == site.outputs["name"]
    ]
    named = {"name": "a-shop", "defaultHostName": "a-shop.azurewebsites.net"}
    more = (
        replace(site, urn="shop", outputs={**site.outputs, **named}),
        replace(release, urn="code", inputs={**release.inputs, "siteName": "a-shop"}),
    )
    two = replace(graph, resources=(*more, *graph.resources))
    system = System(two, OPTIONS)
    assert [host.name for host in system.hosts][:3] == ["postgres", "web", "django_app"]
    assert system._web[0].port == 8000 != system._web[1].port
    running = system.endpoints()
    assert running.web == "http://localhost:8000"
    assert (running.apps or {})["django_app"] == f"http://localhost:{system._web[1].port}"


def test_the_gateway_follows_a_change(graph: Graph) -> None:
    assert System(graph, OPTIONS).follow(graph) == FOLLOWED


def test_what_counts_from_the_next_start_on_is_said(graph: Graph) -> None:
    def rename(outputs: dict[str, Any]) -> None:
        outputs["siteConfig"] = {**outputs["siteConfig"], "appCommandLine": "gunicorn other"}

    other = changed(graph, SITE, rename)
    assert System(graph, OPTIONS).follow(other) == f"{FOLLOWED}; {NOT_FOLLOWED}"


def test_without_a_gateway_there_is_only_the_next_start(graph: Graph) -> None:
    alone = without(graph, *API, outputs="gateway_ docs_ api_ subscription_")
    system = System(alone, OPTIONS)
    newer = changed(
        alone, "azure-native:dbforpostgresql:Server", lambda outputs: outputs.update(version="18")
    )
    assert system.follow(alone) == UNCHANGED
    assert system.follow(newer) == NOT_FOLLOWED


def test_a_function_app_that_is_given_the_database_finds_the_local_one(graph: Graph) -> None:
    server = graph.stack_outputs["postgres_host"]

    def give(outputs: dict[str, Any]) -> None:
        pairs = [{"name": "DBHOST", "value": server}]
        outputs["siteConfig"] = {**outputs["siteConfig"], "appSettings": pairs}

    system = System(changed(graph, SITE, give), OPTIONS)
    [functions] = system._functions.values()
    settings = functions._workers._settings
    [database] = system._declared.databases
    assert {name: settings[name] for name in ("DBHOST", "DBPORT", "DBPASS")} == {
        "DBHOST": "127.0.0.1",
        "DBPORT": str(system._places.port(server)),
        "DBPASS": database.password,
    }
