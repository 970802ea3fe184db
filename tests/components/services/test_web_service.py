from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from components.database.app_database import DatabaseArgs
from components.database.login import Authentication
from components.database.postgres_settings import PostgresSettings
from components.errors import ComponentError
from components.services.web_service import WebService, WebServiceArgs
from tests.components.services.several_sites import NAME, ROOT, SCALE, SIZE, platform, several_sites

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.conftest import Declared

SITE = "web:WebApp"
DATABASE = "dbforpostgresql:Database"
ADMINISTRATOR = "dbforpostgresql:AdministratorsMicrosoftEntra"
ACCOUNT = "storage:StorageAccount"


@pytest.fixture(scope="module")
def sites(declare: Callable[..., Declared]) -> Declared:
    return declare(lambda: several_sites(Authentication.ENTRA))


@pytest.fixture(scope="module")
def with_passwords(declare: Callable[..., Declared]) -> Declared:
    return declare(lambda: several_sites(Authentication.PASSWORD))


@pytest.fixture(scope="module")
def protected(declare: Callable[..., Declared]) -> Declared:
    return declare(lambda: several_sites(Authentication.ENTRA, production=True))


def settings_of(declared: Declared, name: str) -> dict[str, str]:
    site = declared.one(SITE, f"app-{name}")
    return {pair["name"]: pair["value"] for pair in site.inputs["siteConfig"]["appSettings"]}


def secret_of(declared: Declared, name: str, setting: str) -> str:
    return settings_of(declared, name)[setting].rpartition("/secrets/")[2]


def refused(declare: Callable[..., Declared], **changed: Any) -> str:
    known: Mapping[str, Any] = {
        "source": ROOT / "examples" / "flask_app",
        "startup_command": "gunicorn wsgi:app",
        "scale": SCALE,
    }

    def program() -> None:
        WebService(f"{NAME}-shop", WebServiceArgs(platform=platform(), **{**known, **changed}))

    with pytest.raises(ComponentError) as refusal:
        declare(program)
    return str(refusal.value)


def test_every_site_gets_what_its_entry_says_and_nothing_else(sites: Declared) -> None:
    assert settings_of(sites, f"{NAME}-reader").keys() == {
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "AZURE_CLIENT_ID",
        "SCM_DO_BUILD_DURING_DEPLOYMENT",
        "DBHOST",
        "DBNAME",
        "DBPORT",
        "DBSSL",
        "DBUSER",
    }
    assert settings_of(sites, f"{NAME}-guestbook")["SHOP"] == "north"
    site = sites.one(SITE, f"app-{NAME}-reader")
    assert site.inputs["siteConfig"]["appCommandLine"] == "gunicorn wsgi:app"
    assert site.inputs["siteConfig"]["healthCheckPath"] == "/"


def test_two_sites_share_a_server_each_with_its_own_database_and_role(sites: Declared) -> None:
    quizzes, guestbook = (settings_of(sites, name) for name in (NAME, f"{NAME}-guestbook"))
    assert quizzes["DBHOST"] == guestbook["DBHOST"]
    assert (quizzes["DBNAME"], guestbook["DBNAME"]) == ("quizzes", "guestbook")
    identity = sites.one("managedidentity:UserAssignedIdentity", f"id-web-{NAME}-guestbook")
    assert guestbook["DBUSER"] == identity.outputs["name"] != quizzes["DBUSER"]
    role = sites.one(ADMINISTRATOR, f"{NAME}-guestbook-app")
    assert role.inputs["objectId"] == identity.outputs["principalId"]


def test_two_sites_share_a_database_in_two_roles(sites: Declared) -> None:
    guestbook, reader = (settings_of(sites, f"{NAME}-{name}") for name in ("guestbook", "reader"))
    assert guestbook["DBNAME"] == reader["DBNAME"]
    assert guestbook["DBUSER"] != reader["DBUSER"]
    assert [one.name for one in sites.graph.of_type(f"azure-native:{DATABASE}")] == [
        "guestbook",
        "quizzes",
        "second-quizzes",
    ]


def test_a_site_with_a_server_of_its_own_shares_nothing(sites: Declared) -> None:
    first, second = (settings_of(sites, name) for name in (NAME, f"{NAME}-second"))
    assert first["DBHOST"] != second["DBHOST"]
    assert first["DBNAME"] == second["DBNAME"]


def test_a_server_takes_one_change_at_a_time_whoever_asks_for_it(sites: Declared) -> None:
    database = sites.one(DATABASE, "guestbook")
    assert f"{ADMINISTRATOR} app" in sites.waits_for(database)
    role = sites.one(ADMINISTRATOR, f"{NAME}-guestbook-app")
    assert f"{DATABASE} guestbook" in sites.waits_for(role)
    release = sites.one("resources:Deployment", f"web-{NAME}-guestbook")
    assert f"{ADMINISTRATOR} {NAME}-guestbook-app" in sites.waits_for(release)
    assert f"{ADMINISTRATOR} {NAME}-reader-app" not in sites.waits_for(release)


def test_with_a_password_there_is_one_for_all_databases_of_a_server(
    with_passwords: Declared,
) -> None:
    secrets = {
        name: secret_of(with_passwords, f"{NAME}{name}", "DBPASS")
        for name in ("", "-guestbook", "-second", "-reader")
    }
    assert secrets == {
        "": "database-password/)",
        "-guestbook": "database-password/)",
        "-second": "second-database-password/)",
        "-reader": "database-password/)",
    }
    assert settings_of(with_passwords, f"{NAME}-guestbook")["DBUSER"] == "gatehouse"
    assert with_passwords.graph.of_type(f"azure-native:{ADMINISTRATOR}") == ()


def test_secrets_of_two_sites_have_names_of_their_own_in_the_vault(sites: Declared) -> None:
    assert secret_of(sites, NAME, "SECRET_KEY") == "secret-key/)"
    assert secret_of(sites, f"{NAME}-guestbook", "SECRET_KEY") == (
        f"web-{NAME}-guestbook--secret-key/)"
    )
    assert secret_of(sites, f"{NAME}-guestbook", "STRIPE_TOKEN") == (
        f"web-{NAME}-guestbook--stripe-token/)"
    )


def test_a_secret_of_the_site_s_own_takes_the_place_of_a_generated_one(sites: Declared) -> None:
    kept = sites.one("keyvault:Secret", f"web-{NAME}-second--secret-key")
    assert kept.inputs["properties"]["value"] == "brought along"


def test_a_site_has_an_admin_only_where_its_entry_says_so(declare: Callable[..., Declared]) -> None:
    found: list[dict[str, set[str]]] = []

    def program() -> None:
        made = several_sites(Authentication.ENTRA)
        found.append({one.name: set(one.sign_in) for one in made})

    declare(program)
    assert found == [
        {
            NAME: set(),
            f"{NAME}-guestbook": set(),
            f"{NAME}-second": {"admin_url", "admin_user"},
            f"{NAME}-reader": set(),
        }
    ]


def test_django_knows_its_host_names(sites: Declared) -> None:
    hosts = settings_of(sites, f"{NAME}-second")["ALLOWED_HOSTS"]
    assert hosts == "www.example.com,example.com"


def test_uploads_have_a_container_that_the_site_s_identity_alone_opens(sites: Declared) -> None:
    account = sites.one(ACCOUNT, "stmediaguestbook")
    container = sites.one("storage:BlobContainer", "guestbook-media")
    settings = settings_of(sites, f"{NAME}-guestbook")
    assert settings["AZURE_ACCOUNT_NAME"] == account.outputs["name"]
    assert settings["AZURE_CONTAINER"] == container.outputs["name"] == "guestbook-media"
    assert account.inputs["allowSharedKeyAccess"] is False
    assert container.inputs["publicAccess"] == "None"
    role = sites.one("authorization:RoleAssignment", "guestbook-storage-blob-data-contributor")
    identity = sites.one("managedidentity:UserAssignedIdentity", f"id-web-{NAME}-guestbook")
    assert role.inputs["scope"] == account.outputs["id"]
    assert role.inputs["principalId"] == identity.outputs["principalId"]
    site = sites.waits_for(sites.one(SITE, f"app-{NAME}-guestbook"))
    assert "authorization:RoleAssignment guestbook-storage-blob-data-contributor" in site


def test_what_is_deleted_from_the_uploads_is_kept_for_a_month(sites: Declared) -> None:
    service = sites.one("storage:BlobServiceProperties", "guestbook-media")
    kept = {"enabled": True, "days": 30}
    assert service.inputs["deleteRetentionPolicy"] == kept
    assert service.inputs["containerDeleteRetentionPolicy"] == kept


def test_in_production_uploads_are_protected_and_reached_through_the_network_alone(
    sites: Declared, protected: Declared
) -> None:
    account = protected.one(ACCOUNT, "stmediaguestbook")
    assert account.inputs["publicNetworkAccess"] == "Disabled"
    assert protected.requests[account.urn].protect is True
    assert sites.requests[sites.one(ACCOUNT, "stmediaguestbook").urn].protect is False
    endpoint = protected.one("network:PrivateEndpoint", f"pep-blob-media-{NAME}-guestbook")
    (connection,) = endpoint.inputs["privateLinkServiceConnections"]
    assert connection["privateLinkServiceId"] == account.outputs["id"]
    site = protected.one(SITE, f"app-{NAME}-guestbook")
    group = f"network:PrivateDnsZoneGroup media-{NAME}-guestbook-blob"
    assert group in protected.waits_for(site)


@pytest.mark.parametrize("authentication", list(Authentication))
def test_a_preview_declares_the_same(
    declare: Callable[..., Declared],
    request: pytest.FixtureRequest,
    authentication: Authentication,
) -> None:
    fixture = {"entra": "sites", "password": "with_passwords"}[authentication.value]
    preview = declare(lambda: several_sites(authentication), preview=True)
    assert preview.graph.by_urn.keys() == request.getfixturevalue(fixture).graph.by_urn.keys()


@pytest.mark.parametrize("name", ["guestbook", "second", "reader"])
def test_everything_of_a_site_sits_under_its_component(sites: Declared, name: str) -> None:
    (component,) = (
        one
        for one in sites.graph.resources
        if one.type.endswith("Service") and one.name == f"{NAME}-{name}"
    )
    assert sites.one("managedidentity:UserAssignedIdentity", f"id-web-{NAME}-{name}").parent == (
        component.urn
    )


def test_a_folder_without_requirements_is_refused_before_anything_is_declared(
    declare: Callable[..., Declared], tmp_path: Path
) -> None:
    (tmp_path / "app.py").write_text("")
    (tmp_path / "pyproject.toml").write_text("")
    message = refused(declare, source=tmp_path)
    assert (
        "has no requirements.txt; allowed is that file, or pyproject.toml with uv.lock" in message
    )


@pytest.mark.parametrize("given", ["app_settings", "secrets"])
def test_a_setting_is_given_by_one_side_alone(declare: Callable[..., Declared], given: str) -> None:
    message = refused(
        declare, generated_secrets={"SECRET_KEY": 64}, **{given: {"secret_key": "mine"}}
    )
    assert message.startswith(f"the app setting secret_key is given for the site {NAME}-shop,")


@pytest.mark.parametrize("name", ["AZURE_CONTAINER", "DBHOST"])
def test_what_comes_with_uploads_and_database_is_not_given_as_well(
    declare: Callable[..., Declared], name: str
) -> None:
    settings = PostgresSettings(authentication=Authentication.ENTRA, scale=SIZE)
    message = refused(
        declare,
        media=True,
        database=DatabaseArgs(name="shop", server=settings),
        app_settings={name: "mine"},
    )
    assert message.startswith(f"the app setting {name} is given for the site")


def test_a_name_is_a_setting_or_a_secret(declare: Callable[..., Declared]) -> None:
    message = refused(declare, app_settings={"TOKEN": "a"}, secrets={"token": "b"})
    assert message.startswith("the app setting TOKEN is given for the site")


def test_a_site_without_a_database_has_no_server_to_share(declare: Callable[..., Declared]) -> None:
    args: dict[str, Any] = {
        "source": ROOT / "examples" / "flask_app",
        "startup_command": "gunicorn wsgi:app",
        "scale": SCALE,
    }

    def program() -> None:
        shop = WebService("shop", WebServiceArgs(platform=platform(), **args))
        assert shop.database is None
        pytest.fail(str(shop.postgres))

    with pytest.raises(ComponentError, match="shop has no database, so there is no server"):
        declare(program)
