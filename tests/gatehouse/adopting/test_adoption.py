"""Everything that is known of an app before it moves in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.adopting.adoption import Adoption
from gatehouse.adopting.entry_template import EntryTemplate

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.adopting.app_folder import AppFolder

TEMPLATE = EntryTemplate(
    imports=(),
    provides=("WEBSITE_HOSTNAME",),
    entry="""
$variable = Site("$name", "$title", ROOT / "$source", $command, $health$database)
""",
    database=", Database($server$names)",
    database_provides=("DBHOST",),
    names=", $names",
    roles=("host", "password"),
    server="Server()",
    servers={"first": "first.server"},
    password={"key": "signIn", "value": "password"},
)
SITE = """
    import os
    app = Flask(__name__)
    os.environ["WEBSITE_HOSTNAME"], os.environ["DBHOST"], os.environ["POSTGRES_HOST"]
    os.environ["POSTGRES_PASSWORD"], os.environ["COLOUR"], os.environ["SHOP_TOKEN"]
"""


def hints(adoption: Adoption, *configured: str, **stack: str) -> list[str]:
    found = adoption.hints(TEMPLATE, configured, {"signIn": "password", **stack})
    return [str(one).replace("\n    ", " ") for one in found]


def test_the_entry_has_the_settings_by_the_apps_own_names(
    make_app: Callable[..., AppFolder],
) -> None:
    adoption = Adoption.of(make_app({"app.py": SITE, "requirements.txt": "flask"}), "My Shop 2")
    start = 'my_shop_2 = Site("my-shop-2", "My Shop 2", ROOT / "shop", "gunicorn app:app", "/"'
    rows = '    "POSTGRES_HOST": "host",\n                "POSTGRES_PASSWORD": "password",\n'
    names = f"{{\n            {rows}            }}"
    assert adoption.entry(TEMPLATE) == f"{start}, Database(Server(), {names}))\n"
    assert adoption.entry(TEMPLATE, {"first"}) == f"{start}, Database(first.server, {names}))\n"


def test_an_app_that_takes_the_names_as_they_are_says_none(
    make_app: Callable[..., AppFolder],
) -> None:
    code = 'app = Flask("x")\nos.environ["DBHOST"]'
    entry = Adoption.of(make_app({"app.py": code})).entry(TEMPLATE)
    assert entry.endswith('"gunicorn app:app", "/", Database(Server()))\n')


def test_an_app_without_a_database_gets_none(make_app: Callable[..., AppFolder]) -> None:
    adoption = Adoption.of(make_app({"app.py": "app = Flask('\"')", "Procfile": 'web: x "y"'}))
    entry = """shop = Site("shop", "Shop", ROOT / "shop", 'x "y"', "/")\n"""
    assert adoption.entry(TEMPLATE) == entry


def test_settings_that_nothing_sets_are_told_with_their_command(
    make_app: Callable[..., AppFolder],
) -> None:
    adoption = Adoption.of(make_app({"app.py": SITE, "requirements.txt": ""}))
    health, *rest = hints(adoption)
    assert health.startswith("no route sounds like a health check, so `/` is asked")
    assert rest == [
        (
            "shop/app.py:5: needs COLOUR, which nothing sets → "
            "`pulumi config set --path 'settings.shop.COLOUR' VALUE`"
        ),
        (
            "shop/app.py:5: needs SHOP_TOKEN, which nothing sets → "
            "`pulumi config set --secret --path 'secrets.shop.SHOP_TOKEN'`"
        ),
    ]
    assert hints(adoption, "COLOUR", "SHOP_TOKEN") == [health]


def test_a_password_that_the_server_doesnt_take_is_told(
    make_app: Callable[..., AppFolder],
) -> None:
    adoption = Adoption.of(make_app({"app.py": SITE, "requirements.txt": ""}))
    *_, last = hints(adoption, "COLOUR", "SHOP_TOKEN", signIn="entra")
    assert last == (
        "shop/app.py:5: POSTGRES_PASSWORD holds a password, and the database server takes none "
        "→ `pulumi config set signIn password`"
    )


def test_extensions_are_told_with_the_setting_that_allows_them(
    make_app: Callable[..., AppFolder],
) -> None:
    code = (
        "app = Flask('x')\n@app.get('/healthz')\ndef health(): ...\nx = 'CREATE EXTENSION citext'"
    )
    adoption = Adoption.of(make_app({"app.py": code, "requirements.txt": "psycopg"}))
    assert adoption.has_database
    assert hints(adoption) == [
        (
            "shop/app.py:4: wants PostgreSQL's extension citext, which the server has to allow → "
            "`pulumi config set --path 'databaseExtensions[0]' citext`"
        )
    ]


def test_each_kind_is_told_what_concerns_it(make_app: Callable[..., AppFolder]) -> None:
    files = {"requirements.txt": "", "function_app.py": "app = func.AsgiFunctionApp(app=x)"}
    assert hints(Adoption.of(make_app(files)))[0].startswith("shop/host.json is missing")
    (make_app({}).path / "function_app.py").unlink()
    files = {"manage.py": 'setdefault("DJANGO_SETTINGS_MODULE", "x")'}
    assert "the settings x aren't in this folder" in hints(Adoption.of(make_app(files)))[1]
