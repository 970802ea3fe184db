"""Apps by the names that a person uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from gatehouse.declared.database import DeclaredDatabase
from gatehouse.declared.declared_hosts import DeclaredHosts
from gatehouse.declared.site import Site
from gatehouse.errors import LocalError
from gatehouse.laptop.addresses import LocalAddresses
from gatehouse.system.apps import LocalApp, apps, find_app

QUIZZES = DeclaredDatabase(
    host_name="psql.azure", name="quizzes", user="id-web", password="pw", version="18"
)


def site(host_name: str, source: str, *, is_function_app: bool = False, **settings: str) -> Site:
    return Site(
        name=f"{host_name}1b5adb19",
        host_name=host_name,
        is_function_app=is_function_app,
        source=Path(source),
        startup_command="gunicorn app",
        health_check_path="",
        settings=settings,
    )


def found(web: tuple[Site, ...], functions: tuple[Site, ...] = ()) -> tuple[LocalApp, ...]:
    declared = DeclaredHosts(
        gateway_host_name=None, function_apps=functions, web_apps=web, databases=(QUIZZES,)
    )
    hosts = [one.host_name for one in (*web, *functions)] + ["psql.azure"]
    numbered = {name: f"localhost:{number}" for number, name in enumerate(hosts, 8000)}
    return apps(declared, LocalAddresses(numbered), Path("data"))


SEVERAL = found(
    (
        site("shop.azure", "sites/django_app", DBHOST="psql.azure"),
        site("two.azure", "sites/flask_app"),
        site("three.azure", "sites/flask_app"),
        site("four.azure", "gateway"),
    ),
    (
        site("api.azure", "function_app", is_function_app=True),
        site("orders.azure", "orders/flask_app", is_function_app=True),
    ),
)


def test_the_first_of_a_kind_has_its_name_and_the_others_that_of_their_folder() -> None:
    assert [app.name for app in SEVERAL] == [
        "web",
        "flask_app",
        "flask_app-2",
        "gateway-2",
        "function",
        "flask_app-3",
    ]


def test_each_is_where_its_host_name_leads_with_the_database_of_its_settings() -> None:
    assert [app.url for app in SEVERAL[:2]] == ["http://localhost:8000", "http://localhost:8001"]
    assert [app.database for app in SEVERAL[:2]] == [QUIZZES, None]
    assert SEVERAL[0].site.settings["DBPASS"] == "pw"


@pytest.mark.parametrize(
    ("word", "name"),
    [("web", "web"), ("django_app", "web"), ("flask_app", "flask_app"), ("function", "function")],
)
def test_an_app_is_found_by_its_name_or_its_folder(word: str, name: str) -> None:
    assert find_app(SEVERAL, word).name == name


def test_a_wrong_name_is_answered_with_the_right_ones() -> None:
    with pytest.raises(LocalError) as caught:
        find_app(SEVERAL[:2], "wep")
    assert str(caught.value) == (
        "'wep' is no app of this program; allowed are: web (django_app), flask_app (flask_app)"
    )
    with pytest.raises(LocalError, match="allowed are: none"):
        find_app([], "web")


def test_settings_of_this_machine_alone_come_last_and_are_named(tmp_path: Path) -> None:
    (tmp_path / ".env.local").write_text("DEBUG=true\nA=here\n")
    [app] = found((site("shop.azure", str(tmp_path), A="deployed", B="deployed"),))
    assert app.site.settings == {"A": "here", "B": "deployed", "DEBUG": "true"}
    assert app.overridden == ("A", "DEBUG")
