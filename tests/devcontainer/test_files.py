"""The Dev Container's files: what they may say, and that they say what the program does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from dotenv import dotenv_values

from gatehouse.declared.database import databases
from gatehouse.laptop.running_postgres import RunningPostgres
from gatehouse.options import Options
from guestbook.environment import Environment

if TYPE_CHECKING:
    from tests.conftest import Declared

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".devcontainer"
CONTAINER: dict[str, Any] = json.loads((FOLDER / "devcontainer.json").read_text())
COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER / "docker-compose.yml").read_text())
SETTINGS: dict[str, Any] = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"]
APP, DB = COMPOSE["services"]["app"], COMPOSE["services"]["db"]
VSCODE = CONTAINER["customizations"]["vscode"]
SHELL_SCRIPTS = sorted(FOLDER.glob("*.sh"))
SCHEMA = Path(__file__).with_name("devcontainer.schema.json")
FLASK_PORT = 5000
"""Of `flask run`, where nothing says another: https://flask.palletsprojects.com/cli/"""
PORTS = {
    "Web site": Options.web_port,
    "API gateway, docs at /public/docs": Options.port,
    "Function host": Options.function_port,
    "Flask example": FLASK_PORT,
    "PostgreSQL": 5432,
}


@pytest.mark.parametrize(
    ("file", "option", "schema"),
    [
        ("docker-compose.yml", "--builtin-schema", "vendor.compose-spec"),
        ("devcontainer.json", "--schemafile", str(SCHEMA)),
    ],
)
def test_a_file_says_only_what_its_schema_knows(file: str, option: str, schema: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", option, schema, str(FOLDER / file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n")


def test_the_containers_are_of_the_versions_that_are_deployed(
    deployed: Declared, production: Declared
) -> None:
    version = SETTINGS["databaseVersion"]["default"]
    declared = [*databases(deployed.graph), *databases(production.graph)]
    assert {one.version for one in declared} == {version}
    assert DB["image"] == f"postgres:{version}"
    assert APP["build"]["args"] == {
        "PYTHON_VERSION": SETTINGS["pythonVersion"]["default"],
        "POSTGRES_VERSION": version,
    }


def test_the_data_lies_where_an_image_of_that_version_keeps_it() -> None:
    # https://github.com/docker-library/docs/blob/master/postgres/README.md#pgdata
    old = int(SETTINGS["databaseVersion"]["default"]) < 18
    place = "/var/lib/postgresql/data" if old else "/var/lib/postgresql"
    (volume,) = COMPOSE["volumes"]
    assert DB["volumes"] == [f"{volume}:{place}"]


def test_the_image_is_built_from_what_it_is_given() -> None:
    text = (FOLDER / "Dockerfile").read_text()
    assert set(re.findall(r"^ARG (\w+)$", text, re.MULTILINE)) == {*APP["build"]["args"]}
    # Published for amd64 and arm64: https://github.com/devcontainers/images/tree/main/src/python
    assert "FROM mcr.microsoft.com/devcontainers/python:${PYTHON_VERSION}-bookworm\n" in text


def test_the_app_waits_for_a_healthy_server_and_shares_its_network() -> None:
    user, name = DB["environment"]["POSTGRES_USER"], DB["environment"]["POSTGRES_DB"]
    assert APP["depends_on"] == {"db": {"condition": "service_healthy"}}
    assert APP["network_mode"] == "service:db"
    assert DB["healthcheck"]["test"] == [
        "CMD",
        "pg_isready",
        "--host=localhost",
        f"--username={user}",
        f"--dbname={name}",
    ]


def test_the_folder_is_where_it_is_opened() -> None:
    (mount,) = APP["volumes"]
    assert mount.split(":")[:2] == ["..", CONTAINER["workspaceFolder"]]
    assert CONTAINER["service"] in COMPOSE["services"]
    assert (FOLDER / CONTAINER["dockerComposeFile"]).exists()
    interpreter = VSCODE["settings"]["python.defaultInterpreterPath"]
    assert interpreter == f"{CONTAINER['workspaceFolder']}/.venv/bin/python"


def test_every_port_is_forwarded_under_its_name() -> None:
    labels = {one["label"]: int(port) for port, one in CONTAINER["portsAttributes"].items()}
    assert labels == PORTS
    assert sorted(CONTAINER["forwardPorts"]) == sorted(PORTS.values())


def test_a_browser_opens_once_and_where_there_is_a_page() -> None:
    opened = {
        port
        for port, one in CONTAINER["portsAttributes"].items()
        if one["onAutoForward"].startswith("open")
    }
    assert opened == {str(Options.web_port)}


def test_the_local_run_uses_the_container_s_server(monkeypatch: pytest.MonkeyPatch) -> None:
    given = APP["environment"]["PG_SERVER"]
    monkeypatch.setenv("PG_SERVER", given)
    server = RunningPostgres.chosen()
    assert server
    assert server.address == "localhost:5432"
    parts = urlsplit(given)
    assert DB["environment"] == {
        "POSTGRES_DB": unquote(parts.path.lstrip("/")),
        "POSTGRES_USER": parts.username,
        "POSTGRES_PASSWORD": parts.password,
    }


def test_the_example_finds_the_same_database_in_env() -> None:
    variables = {name: text or "" for name, text in dotenv_values(ROOT / ".env.sample").items()}
    url = Environment.read(variables).database_url
    shown = url.set(drivername="postgresql", query={}).render_as_string(hide_password=False)
    assert shown == APP["environment"]["PG_SERVER"]


def test_sqltools_has_a_connection_to_each_database(deployed: Declared) -> None:
    [declared] = databases(deployed.graph)
    assert "mtxr.sqltools-driver-pg" in VSCODE["extensions"]
    connections = VSCODE["settings"]["sqltools.connections"]
    assert [one["database"] for one in connections] == [
        declared.name,
        DB["environment"]["POSTGRES_DB"],
    ]
    for one in connections:
        shown = f"postgresql://{one['username']}:{one['password']}@{one['server']}:{one['port']}"
        assert f"{shown}/app" == APP["environment"]["PG_SERVER"]
        assert (one["driver"], one["previewLimit"]) == ("PostgreSQL", 50)


def test_each_command_is_there() -> None:
    commands = [CONTAINER[name] for name in ("postCreateCommand", "postStartCommand")]
    assert commands == [f"bash .devcontainer/{path.name}" for path in SHELL_SCRIPTS]
    assert CONTAINER["postAttachCommand"] == "make local"


@pytest.mark.parametrize("script", SHELL_SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_one_that_a_shell_reads(script: Path) -> None:
    subprocess.run(["bash", "-n", script], check=True, env={"PATH": os.environ["PATH"]})
