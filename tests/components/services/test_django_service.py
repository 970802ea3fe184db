from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Declared

SITE = "web:WebApp"
SECRET = re.compile(r"@Microsoft\.KeyVault\(SecretUri=(https://[^/]+/)secrets/([a-z-]+)/\)")


def settings_of(declared: Declared) -> dict[str, str]:
    (site,) = (one for one in declared.graph.of_type(f"azure-native:{SITE}") if "app-" in one.name)
    return {pair["name"]: pair["value"] for pair in site.inputs["siteConfig"]["appSettings"]}


def test_django_finds_its_database_and_signs_in_with_its_identity(deployed: Declared) -> None:
    settings = settings_of(deployed)
    server = deployed.one("dbforpostgresql:Server", "psql-gatehouse-dev")
    identity = deployed.one("managedidentity:UserAssignedIdentity", "id-web-gatehouse-dev")
    assert settings["DBHOST"] == server.outputs["fullyQualifiedDomainName"]
    assert settings["DBNAME"] == deployed.one("dbforpostgresql:Database", "quizzes").name
    assert settings["DBUSER"] == identity.outputs["name"]
    assert settings["DBSSL"] == "verify-full"
    assert settings["AZURE_CLIENT_ID"] == identity.outputs["clientId"]
    assert "DBPASS" not in settings


def test_django_signs_in_with_a_password_where_that_is_configured(with_password: Declared) -> None:
    settings = settings_of(with_password)
    server = with_password.one("dbforpostgresql:Server", "psql-gatehouse-dev")
    assert settings["DBUSER"] == server.inputs["administratorLogin"]
    assert settings["DBPASS"].endswith("/secrets/database-password/)")


def test_what_nobody_may_read_comes_from_the_vault(deployed: Declared) -> None:
    vault = deployed.one("keyvault:Vault", "kv-gatehouse-dev").outputs["properties"]["vaultUri"]
    references = {
        name: SECRET.fullmatch(value)
        for name, value in settings_of(deployed).items()
        if value.startswith("@")
    }
    assert {name: match and match.groups() for name, match in references.items()} == {
        "ADMIN_PATH_SUFFIX": (vault, "admin-path-suffix"),
        "DJANGO_SUPERUSER_PASSWORD": (vault, "django-superuser-password"),
        "SECRET_KEY": (vault, "secret-key"),
    }


def test_the_rest_of_the_settings_is_for_a_site_in_production(deployed: Declared) -> None:
    settings = settings_of(deployed)
    assert settings["DEBUG"] == "false"
    assert settings["LOG_LEVEL"] == "INFO"
    assert settings["ALLOWED_HOSTS"] == ""
    assert settings["DJANGO_SUPERUSER_USERNAME"] == "admin"


def test_quizzes_are_loaded_where_that_is_configured(
    deployed: Declared, production: Declared
) -> None:
    assert settings_of(deployed)["LOAD_SEED_DATA"] == "true"
    assert settings_of(production)["LOAD_SEED_DATA"] == "false"


def test_hosts_from_the_configuration_are_allowed(varied: Declared) -> None:
    assert settings_of(varied)["ALLOWED_HOSTS"] == "quiz.example.com,www.example.com"


def test_the_stack_tells_where_the_site_is(deployed: Declared) -> None:
    outputs = deployed.graph.stack_outputs
    host_name = deployed.one(SITE, "app-gatehouse-dev").outputs["defaultHostName"]
    suffix = deployed.one("index/randomPassword:RandomPassword", "admin-path-suffix")
    assert outputs["web_url"] == f"https://{host_name}/"
    assert outputs["web_health_url"] == f"https://{host_name}/healthz"
    assert outputs["admin_url"] == f"https://{host_name}/admin-{suffix.outputs['result']}/"
    assert outputs["postgres_host"] == settings_of(deployed)["DBHOST"]


def test_everything_sits_under_the_component(deployed: Declared) -> None:
    (component,) = deployed.graph.of_type("gatehouse:django_service:DjangoService")
    inside = [one for one in deployed.graph.resources if "django_service:DjangoService$" in one.urn]
    parents = {one.parent for one in inside}
    assert component.urn in parents
    assert all("django_service:DjangoService" in parent for parent in parents)
