"""Several sites of one program, and their databases, running beside each other."""

from __future__ import annotations

import asyncio
import re
from functools import partial
from http.cookiejar import CookieJar
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest

from components.database.app_database import DatabaseArgs
from components.database.login import Authentication
from components.database.postgres_settings import PostgresSettings
from components.services.django_service import DjangoService, DjangoServiceArgs
from components.services.web_service import WebService, WebServiceArgs
from gatehouse.hosts.postgres.postgres_host import PostgresHost
from gatehouse.laptop.ports import reserve
from gatehouse.options import Options
from gatehouse.system.supervisor import Supervisor
from gatehouse.system.system import System
from tests.components.services.several_sites import NAME, ROOT, SCALE, SIZE, platform
from tests.postgres import ask, superuser_dsn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Declared

UPLOADS = """
import os
from pathlib import Path

FOLDER = Path(os.environ["MEDIA_ROOT"])


def app(environ, start_response):
    if environ["REQUEST_METHOD"] == "POST":
        FOLDER.mkdir(parents=True, exist_ok=True)
        size = int(environ["CONTENT_LENGTH"])
        (FOLDER / "note.txt").write_bytes(environ["wsgi.input"].read(size))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [path.read_bytes() for path in FOLDER.glob("*")]
"""
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def program(uploads: Path) -> None:
    """A Django site, a Flask site that shares its server, one with its own, and one for uploads."""
    where = platform()
    server = PostgresSettings(authentication=Authentication.ENTRA, scale=SIZE)
    quizzes = DjangoService(
        NAME,
        DjangoServiceArgs(
            platform=where,
            source=ROOT / "django_app",
            startup_command="gunicorn quizsite.wsgi",
            health_check_path="/healthz",
            scale=SCALE,
            database=DatabaseArgs(name="quizzes", server=server),
            generated_secrets={"ADMIN_PATH_SUFFIX": 16, "DJANGO_SUPERUSER_PASSWORD": 24},
            app_settings={"DJANGO_SUPERUSER_USERNAME": "admin", "LOAD_SEED_DATA": "true"},
        ),
    )
    for name, place in (("shared", quizzes.postgres), ("own", server)):
        WebService(
            f"{NAME}-{name}",
            WebServiceArgs(
                platform=where,
                source=ROOT / "examples" / "flask_app",
                startup_command="gunicorn wsgi:app",
                health_check_path="/healthz",
                scale=SCALE,
                database=DatabaseArgs(name="guestbook", server=place),
                generated_secrets={"SECRET_KEY": 32},
            ),
        )
    WebService(
        f"{NAME}-uploads",
        WebServiceArgs(
            platform=where,
            source=uploads,
            startup_command="gunicorn uploads:app",
            scale=SCALE,
            media=True,
        ),
    )


@pytest.fixture(scope="module")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("uploads")
    (folder / "uploads.py").write_text(UPLOADS)
    (folder / "requirements.txt").write_text("")
    return folder


@pytest.fixture(scope="module")
def data(reachable: Path) -> Path:
    return reachable / "several-sites"


@pytest.fixture(scope="module")
def system(declare: Callable[..., Declared], uploads: Path, data: Path) -> Iterator[System]:
    data.mkdir()
    graph = declare(partial(program, uploads)).graph
    ports = reserve({"port": 0, "web": 0, "function": 0})
    options = Options(
        command="up",
        port=ports["port"],
        web_port=ports["web"],
        function_port=ports["function"],
        postgres_port=0,
        data=data,
    )
    found = System(graph, options)
    supervisor = Supervisor(found.hosts, lambda *_: None)
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(supervisor.start(), loop).result()
        yield found
        asyncio.run_coroutine_threadsafe(supervisor.stop(), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def url_of(system: System, name: str) -> str:
    (site,) = (
        one
        for one in system._declared.web_apps
        if re.fullmatch(f"app-{name}[0-9a-f]{{8}}", one.name)
    )
    return system._places.url(site.host_name)


def page(url: str) -> str:
    with urlopen(url) as answer:
        found: str = answer.read().decode()
    return found


def sign(url: str, message: str) -> None:
    """Writes into the guest book as a browser does."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    found = TOKEN.search(browser.open(url).read().decode())
    assert found
    form = {"name": "Ada", "message": message, "csrf_token": found[1]}
    browser.open(url, urlencode(form).encode())


def test_every_site_finds_its_own_database(system: System) -> None:
    shared, own = url_of(system, f"{NAME}-shared"), url_of(system, f"{NAME}-own")
    sign(shared, "on the server of the quizzes")
    sign(own, "on a server of its own")
    assert "The web, behind the scenes" in page(f"{url_of(system, NAME)}/quizzes/")
    for url, here, there in (
        (shared, "on the server of the quizzes", "on a server of its own"),
        (own, "on a server of its own", "on the server of the quizzes"),
    ):
        assert here in page(url)
        assert there not in page(url)


def test_there_is_a_server_for_each_that_is_declared(system: System) -> None:
    databases = [
        ask(
            str(superuser_dsn(host)),
            "SELECT string_agg(datname, ' ' ORDER BY datname) FROM "
            "pg_database WHERE NOT datistemplate AND datname <> 'postgres'",
        )
        for host in system._postgres
        if isinstance(host, PostgresHost)
    ]
    assert sorted(map(str, databases)) == ["guestbook", "guestbook quizzes"]


def test_uploads_go_into_a_folder_beside_the_data(
    system: System, uploads: Path, data: Path
) -> None:
    url = url_of(system, f"{NAME}-uploads")
    with urlopen(url, b"seen from Azure, a blob") as answer:
        assert answer.read() == b"seen from Azure, a blob"
    (kept,) = data.glob("media/*/note.txt")
    assert kept.read_text() == "seen from Azure, a blob"
    assert sorted(path.name for path in uploads.glob("*.*")) == ["requirements.txt", "uploads.py"]
