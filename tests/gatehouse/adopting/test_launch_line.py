"""The startup command of a site, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.adopting.launch_line import launch_faults, launch_line
from gatehouse.adopting.recognition import recognise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gatehouse.adopting.app_folder import AppFolder

FLASK = {"app.py": "app = Flask(__name__)"}
FACTORY = {"shop.py": "def create_app():\n    return {}()"}
MANAGE = {
    "manage.py": 'setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")',
    "shop/wsgi.py": "",
}
COMMANDS: Mapping[str, tuple[Mapping[str, str], set[str], str]] = {
    "WSGI": (FLASK, set(), "gunicorn app:app"),
    "a WSGI factory": (
        {"shop.py": FACTORY["shop.py"].format("Flask")},
        set(),
        "gunicorn 'shop:create_app()'",
    ),
    "ASGI": (
        {"main.py": "app = FastAPI()"},
        set(),
        "uvicorn main:app --host 0.0.0.0 --port 8000",
    ),
    "an ASGI factory": (
        {"shop.py": FACTORY["shop.py"].format("FastAPI")},
        set(),
        "uvicorn shop:create_app --factory --host 0.0.0.0 --port 8000",
    ),
    "migrations of Flask": (
        {**FLASK, "migrations/env.py": ""},
        {"flask-migrate"},
        "flask --app app:app db upgrade && gunicorn app:app",
    ),
    "migrations of something else": (
        {**FLASK, "migrations/env.py": ""},
        set(),
        "gunicorn app:app",
    ),
    "Django": (MANAGE, set(), "python manage.py migrate && gunicorn shop.wsgi:application"),
    "a script": ({**FLASK, "startup.sh": "x", "Procfile": "web: y"}, set(), "bash startup.sh"),
    "a text": ({**FLASK, "startup.txt": "gunicorn app:app -w 2\n"}, set(), "gunicorn app:app -w 2"),
    "a Procfile": (
        {**FLASK, "Procfile": "release: x\nweb: gunicorn app:app\n"},
        set(),
        "gunicorn app:app",
    ),
    "a Dockerfile's words": (
        {**FLASK, "Dockerfile": 'FROM x\nCMD ["gunicorn", "app:app"]\n'},
        set(),
        "gunicorn app:app",
    ),
    "a Dockerfile's shell": (
        {**FLASK, "Dockerfile": 'CMD ["sh", "-c", "x && y"]'},
        set(),
        "x && y",
    ),
}


@pytest.mark.parametrize("case", COMMANDS)
def test_the_command_is_the_apps_own_or_suits_its_kind(
    case: str, make_app: Callable[..., AppFolder]
) -> None:
    files, packages, command = COMMANDS[case]
    app = make_app(files)
    assert launch_line(app, recognise(app), packages).command == command


@pytest.mark.parametrize(
    ("files", "packages", "expected"),
    [
        (FLASK, set(), []),
        ({**FLASK, "gunicorn.conf.py": "bind = f'0.0.0.0:{os.environ[\"PORT\"]}'"}, set(), []),
        ({**FLASK, "Procfile": "web: gunicorn app:app --bind 0.0.0.0:$PORT"}, set(), []),
        (
            {**FLASK, "Procfile": "web: gunicorn app:app -b 0.0.0.0:5000"},
            set(),
            ["shop/Procfile:1: listens on port 5000, and App Service asks port 8000"],
        ),
        (
            {**FLASK, "gunicorn.conf.py": "\nbind = '0.0.0.0:50505'"},
            set(),
            ["shop/gunicorn.conf.py:2: listens on '0.0.0.0:50505', and App Service asks port 8000"],
        ),
        (
            {"main.py": "app = FastAPI()"},
            set(),
            ["uvicorn starts the app, and requirements.txt doesn't list it"],
        ),
        ({"main.py": "app = FastAPI()"}, {"uvicorn"}, []),
    ],
)
def test_a_command_that_wouldnt_answer_is_told(
    files: Mapping[str, str],
    packages: set[str],
    expected: list[str],
    make_app: Callable[..., AppFolder],
) -> None:
    app = make_app(files)
    found = launch_faults(app, launch_line(app, recognise(app), packages), packages)
    assert [str(one).partition("\n")[0] for one in found] == expected
