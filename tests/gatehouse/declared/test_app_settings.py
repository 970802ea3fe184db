"""App settings on their way from the program to the process of a site."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from gatehouse.declared.app_settings import HandedSocket, environment, resolve, translate
from gatehouse.declared.database import DeclaredDatabase
from gatehouse.declared.vault_secrets import SECRET
from gatehouse.errors import LocalError
from gatehouse.graph.graph import Graph, Resource
from gatehouse.laptop.addresses import LocalAddresses

BIN = str(Path(sys.executable).parent)
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
    return translate(settings, PLACES.translate, database)


@pytest.fixture
def _machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        monkeypatch.delenv(name)
    for name, value in {"HOME": "/home/me", "PATH": "/bin", "API_PATH": "/api"}.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("_machine")
def test_three_steps_lead_from_the_program_to_the_process() -> None:
    declared = {"SECRET_KEY": reference("secret-key"), "DBHOST": SERVER, "DBSSL": "verify-full"}
    resolved = resolve(GRAPH, declared, SITE)
    assert resolved == {
        "WEBSITE_HOSTNAME": SITE,
        "SECRET_KEY": "s3cret",
        "DBHOST": SERVER,
        "DBSSL": "verify-full",
    }
    translated = translate(resolved, PLACES.translate, DATABASE)
    assert translated == {
        "WEBSITE_HOSTNAME": "localhost:8000",
        "SECRET_KEY": "s3cret",
        "DBHOST": "127.0.0.1:54321",
        "DBSSL": "disable",
        "DBPASS": "local",
    }
    assert environment(translated, HandedSocket(port=8000, descriptor=3)) == {
        **translated,
        "GUNICORN_CMD_ARGS": "--bind=fd://3 --no-control-socket",
        "HOME": "/home/me",
        "PATH": f"{BIN}:/bin",
        "PORT": "8000",
        "PYTHONUNBUFFERED": "1",
    }
    assert environment(translated) == translated


def test_a_reference_to_nothing_is_refused() -> None:
    with pytest.raises(LocalError, match=r"no Key Vault secret .*/secrets/other/; declare it"):
        resolve(GRAPH, {"SECRET_KEY": reference("other")}, SITE)


def test_a_declared_setting_wins_over_what_stands_in_for_it() -> None:
    declared = {"WEBSITE_HOSTNAME": "www.example.com"}
    assert resolve(GRAPH, declared, SITE) == declared
    assert on_this_machine(DBHOST=SERVER, DBPASS="vault") == {
        "DBHOST": "127.0.0.1:54321",
        "DBPASS": "vault",
    }
    declared = {"PATH": "/opt/bin", "PYTHONUNBUFFERED": ""}
    assert environment(declared, HandedSocket(8000, 3)).items() >= declared.items()


def test_what_the_host_alone_knows_wins_over_what_is_declared() -> None:
    declared = {"PORT": "80", "GUNICORN_CMD_ARGS": "--threads 4"}
    given = environment(declared, HandedSocket(port=8000, descriptor=3))
    assert (given["PORT"], given["GUNICORN_CMD_ARGS"]) == (
        "8000",
        "--threads 4 --bind=fd://3 --no-control-socket",
    )


def test_telemetry_has_nowhere_to_go() -> None:
    assert on_this_machine(APPLICATIONINSIGHTS_CONNECTION_STRING="InstrumentationKey=1") == {}


@pytest.mark.parametrize("database", [DATABASE, None])
def test_a_database_elsewhere_gets_nothing_of_ours(database: DeclaredDatabase | None) -> None:
    assert on_this_machine(database, DBHOST="db.example.com") == {"DBHOST": "db.example.com"}
