"""App settings on their way from the program to the process of a site."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from app_runtime import AppEnvironment
from gatehouse.declared.app_settings import environment, resolve, site_port, translate
from gatehouse.declared.database import DeclaredDatabase
from gatehouse.declared.vault_secrets import SECRET
from gatehouse.errors import LocalError
from gatehouse.graph.graph import Graph, Resource
from gatehouse.laptop.addresses import LocalAddresses

if TYPE_CHECKING:
    from pathlib import Path

SITE = "app.azurewebsites.net"
SERVER = "psql.postgres.database.azure.com"
VAULT = "https://kv.vault.azure.net/secrets"
DATABASE = DeclaredDatabase(
    host_name=SERVER, name="shop", user="web", password="local", version="17"
)
PLACES = LocalAddresses({SITE: "localhost:8000", SERVER: "127.0.0.1:54321"})
GRAPH = Graph(
    resources=(
        Resource(
            urn="urn:pulumi:dev::shop::azure-native:keyvault:Secret::secret-key",
            type=SECRET,
            name="secret-key",
            parent="",
            inputs={},
            outputs={
                "properties": {
                    "value": "s3cret",
                    "secretUri": f"{VAULT}/secret-key",
                    "secretUriWithVersion": f"{VAULT}/secret-key/1",
                }
            },
            dependencies=(),
        ),
    )
)


def reference(secret: str) -> str:
    return f"@Microsoft.KeyVault(SecretUri={VAULT}/{secret}/)"


def on_this_machine(database: DeclaredDatabase | None = DATABASE, **settings: str) -> object:
    return translate(settings, PLACES, database)


@pytest.fixture
def _machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        monkeypatch.delenv(name)
    for name, value in {"HOME": "/home/me", "PATH": "/bin", "API_PATH": "/api"}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def python(tmp_path: Path) -> AppEnvironment:
    return AppEnvironment(tmp_path / "bin" / "python", "3.11.7", "")


@pytest.mark.usefixtures("_machine")
def test_three_steps_lead_from_the_program_to_the_process(python: AppEnvironment) -> None:
    declared = {"SECRET_KEY": reference("secret-key"), "DBHOST": SERVER, "DBSSL": "verify-full"}
    resolved = resolve(GRAPH, declared, SITE)
    assert resolved == {
        "WEBSITE_HOSTNAME": SITE,
        "SECRET_KEY": "s3cret",
        "DBHOST": SERVER,
        "DBSSL": "verify-full",
    }
    translated = translate(resolved, PLACES, DATABASE)
    assert translated == {
        "WEBSITE_HOSTNAME": "localhost",
        "SECRET_KEY": "s3cret",
        "DBHOST": "127.0.0.1",
        "DBPORT": "54321",
        "PGPORT": "54321",
        "DBSSL": "disable",
        "DBPASS": "local",
    }
    assert environment(translated, python, visitors=8000, own=23456) == {
        **translated,
        "HOME": "/home/me",
        "PATH": f"{python.bin}:/bin",
        "PORT": "23456",
        "GATEHOUSE_SITE_PORT": "8000:23456",
        "PYTHONUNBUFFERED": "1",
        "VISITORS_PORT": "8000",
    }


def test_a_reference_to_nothing_is_refused() -> None:
    with pytest.raises(LocalError, match=r"no Key Vault secret .*/secrets/other/; declare it"):
        resolve(GRAPH, {"SECRET_KEY": reference("other")}, SITE)


def test_a_declared_setting_wins_over_what_stands_in_for_it(python: AppEnvironment) -> None:
    declared = {"WEBSITE_HOSTNAME": "www.example.com"}
    assert resolve(GRAPH, declared, SITE) == declared
    assert on_this_machine(DBHOST=SERVER, DBPASS="vault") == {
        "DBHOST": "127.0.0.1",
        "DBPORT": "54321",
        "PGPORT": "54321",
        "DBPASS": "vault",
    }
    declared = {"PATH": "/opt/bin", "PYTHONUNBUFFERED": ""}
    given = environment(declared, python, visitors=8000, own=8001)
    assert given.items() >= declared.items()


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"POSTGRES_SERVER": SERVER}, {"POSTGRES_SERVER": "127.0.0.1", "PGPORT": "54321"}),
        (
            {"POSTGRES_HOST": SERVER, "POSTGRES_PORT": "5432"},
            {"POSTGRES_HOST": "127.0.0.1", "POSTGRES_PORT": "54321", "PGPORT": "54321"},
        ),
        (
            {"DATABASE_URL": f"postgresql://me@{SERVER}/shop"},
            {"DATABASE_URL": "postgresql://me@127.0.0.1:54321/shop"},
        ),
    ],
)
def test_a_server_is_found_by_host_and_port_or_by_its_url(
    settings: dict[str, str], expected: dict[str, str]
) -> None:
    assert translate(settings, PLACES, DATABASE) == expected


def test_what_the_host_alone_knows_wins_over_what_is_declared(python: AppEnvironment) -> None:
    given = environment({"PORT": "80"}, python, visitors=8000, own=8001)
    assert (given["PORT"], given["GATEHOUSE_SITE_PORT"]) == ("8001", "80:8001")


@pytest.mark.parametrize(
    ("settings", "port"),
    [({}, 8000), ({"PORT": "80"}, 80), ({"WEBSITES_PORT": "5000", "PORT": "80"}, 5000)],
)
def test_app_service_forwards_to_the_port_that_a_setting_names(
    settings: dict[str, str], port: int
) -> None:
    assert site_port(settings) == port


@pytest.mark.parametrize(
    ("version", "given"),
    [("20.1.0", None), ("25.0.3", None), ("25.1.0", "--threads 4 --no-control-socket")],
)
def test_gunicorn_makes_no_socket_that_sites_would_share(
    python: AppEnvironment, version: str, given: str | None
) -> None:
    packages = python.bin.parent / "lib" / "python3.11" / "site-packages"
    (packages / f"gunicorn-{version}.dist-info").mkdir(parents=True)
    declared = {} if given is None else {"GUNICORN_CMD_ARGS": "--threads 4"}
    found = environment(declared, python, visitors=8000, own=8001)
    assert found.get("GUNICORN_CMD_ARGS") == given


def test_programs_of_other_python_environments_are_not_found(
    python: AppEnvironment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "pyvenv.cfg").touch()
    monkeypatch.setenv("PATH", f"{tmp_path}/other/bin::/bin")
    assert environment({}, python, visitors=1, own=2)["PATH"] == f"{python.bin}:/bin"


def test_telemetry_has_nowhere_to_go() -> None:
    assert on_this_machine(APPLICATIONINSIGHTS_CONNECTION_STRING="InstrumentationKey=1") == {}


@pytest.mark.parametrize("database", [DATABASE, None])
def test_a_database_elsewhere_gets_nothing_of_ours(database: DeclaredDatabase | None) -> None:
    assert on_this_machine(database, DBHOST="db.example.com") == {"DBHOST": "db.example.com"}
