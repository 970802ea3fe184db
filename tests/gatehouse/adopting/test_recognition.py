"""What an app is told to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.adopting.recognition import recognise
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gatehouse.adopting.app_folder import AppFolder

MANAGE = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")'
SITES: Mapping[str, tuple[Mapping[str, str], tuple[str, str, bool]]] = {
    "Flask": ({"app.py": "app = Flask(__name__)"}, ("Flask", "app:app", False)),
    "annotated": ({"app.py": "app: Flask = flask.Flask(__name__)"}, ("Flask", "app:app", False)),
    "a package": ({"app/__init__.py": "api = FastAPI()"}, ("FastAPI", "app:api", True)),
    "another name": ({"site.py": "shop = Quart(__name__)"}, ("Quart", "site:shop", True)),
    "a factory": (
        {"shop/__init__.py": "def create_app():\n    return Flask(__name__)"},
        ("Flask", "shop:create_app()", False),
    ),
    "what a factory made": (
        {
            "shop/__init__.py": "def create_app(config=None):\n    app = FastAPI()\n    return app",
            "run.py": "from shop import create_app\napp = create_app()",
        },
        ("FastAPI", "run:app", True),
    ),
    "the likelier file": (
        {"admin.py": "app = Flask('a')", "wsgi.py": "app = Flask('b')"},
        ("Flask", "wsgi:app", False),
    ),
    "bare WSGI": (
        {"wsgi.py": "def application(environ, start_response): ..."},
        ("a bare WSGI app", "wsgi:application", False),
    ),
    "bare ASGI": (
        {"main.py": "async def app(scope, receive, send): ..."},
        ("a bare ASGI app", "main:app", True),
    ),
    "Django": (
        {"manage.py": MANAGE, "shop/wsgi.py": "", "shop/asgi.py": "", "other/wsgi.py": ""},
        ("Django", "shop.wsgi:application", False),
    ),
    "Django with sockets": (
        {"manage.py": MANAGE, "shop/wsgi.py": "", "shop/asgi.py": "'websocket'"},
        ("Django, by ASGI", "shop.asgi:application", True),
    ),
    "Django elsewhere": (
        {"manage.py": MANAGE, "conf/asgi.py": ""},
        ("Django, by ASGI", "conf.asgi:application", True),
    ),
    "Django that chooses": (
        {
            "manage.py": "MODULE = 'conf.production' if on_azure else 'conf.settings'",
            "conf/production.py": "",
            "conf/settings.py": "",
            "conf/wsgi.py": "",
        },
        ("Django", "conf.wsgi:application", False),
    ),
    "Django without either": ({"manage.py": MANAGE}, ("Django", "shop.wsgi:application", False)),
}


@pytest.mark.parametrize("case", SITES)
def test_a_site_is_told_by_what_its_code_makes(
    case: str, make_app: Callable[..., AppFolder]
) -> None:
    files, expected = SITES[case]
    found = recognise(make_app(files))
    assert (found.says, found.target, found.asgi) == expected


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("app = func.AsgiFunctionApp(app=api)", "an ASGI app, such as FastAPI, on Azure Functions"),
        ("app = func.WsgiFunctionApp(app=api.wsgi)", "a WSGI app on Azure Functions"),
        ("app = func.FunctionApp()", "functions of Azure's own"),
    ],
)
def test_a_function_app_is_told_by_what_wraps_it(
    code: str, says: str, make_app: Callable[..., AppFolder]
) -> None:
    found = recognise(make_app({"function_app.py": code, "main.py": "app = FastAPI()"}))
    assert (found.says, str(found.place)) == (says, "shop/function_app.py:1")


def test_functions_that_no_request_starts_are_listed(make_app: Callable[..., AppFolder]) -> None:
    code = """
        @app.route(route="x")
        def by_request(request): ...

        @app.timer_trigger(schedule="* * * * * *", arg_name="timer")
        def nightly(timer): ...

        @app.service_bus_queue_trigger(arg_name="message")
        async def heard(message): ...

        @app.schedule(schedule="* * * * * *", arg_name="timer")
        @plain
        def hourly(timer): ...
    """
    found = recognise(make_app({"function_app.py": code}))
    assert [(name, trigger, place.line) for name, trigger, place in found.functions] == [
        ("nightly", "timer", 6),
        ("heard", "service bus queue", 9),
        ("hourly", "timer", 13),
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"notes.py": "x = 1\ny = make()\ndef nothing(): ..."},
        {"app.py": "def create_app(config):\n    return Flask(config)"},
        {"app.py": "def run():\n    Flask('x').run()"},
        {"manage.py": "print('of something else')"},
    ],
)
def test_what_serves_nothing_is_refused(
    files: Mapping[str, str], make_app: Callable[..., AppFolder]
) -> None:
    with pytest.raises(LocalError, match="holds nothing that could be served"):
        recognise(make_app(files))
