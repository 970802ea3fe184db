from __future__ import annotations

import asyncio
import os
import platform
import signal
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import pytest

from apim_gateway.messages.upstream import UpstreamRequest
from gatehouse.errors import LocalError
from gatehouse.hosts import replacements
from gatehouse.hosts.functions import functions_host
from gatehouse.hosts.functions.functions_host import FunctionHost

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

    from gatehouse.hosts.functions.keys import FunctionKeys

    Run = Callable[..., Awaitable[FunctionHost]]

SAMPLE = Path(__file__).parents[4] / "function_app"
VERSION = ".".join(platform.python_version_tuple()[:2])
PATIENCE = 30.0

SAYS = """
import azure.functions as func
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
@app.route(route="say")
async def say(req: func.HttpRequest) -> str:
    return "{0}"
"""
LIFESPAN = """
import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
import azure.functions as func
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse

HERE = Path(__file__).parent.parent

@asynccontextmanager
async def lifespan(_app):
    note("start {0}")
    yield
    note("stop {0}")

def note(text):
    with (HERE / "notes").open("a") as notes:
        notes.write(text + "\\n")

fastapi = FastAPI(lifespan=lifespan)

@fastapi.get("/say")
async def say():
    return PlainTextResponse("{0}")

@fastapi.get("/wait")
async def wait():
    note("waiting {0}")
    while not (HERE / "go").exists():
        await asyncio.sleep(0.01)
    return PlainTextResponse("{0}")

app = func.AsgiFunctionApp(app=fastapi, http_auth_level=func.AuthLevel.ANONYMOUS)
"""


@pytest.fixture
def reports() -> list[str]:
    return []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "code"
    folder.mkdir()
    # The sample's own packages: their environment is there already.
    (folder / "requirements.txt").write_bytes((SAMPLE / "requirements.txt").read_bytes())
    (folder / "host.json").write_text('{"extensions": {"http": {"routePrefix": ""}}}')
    return folder


@pytest.fixture
async def run(folder: Path, keys: FunctionKeys, reports: list[str]) -> AsyncIterator[Run]:
    """Starts a host on function_app.py with this text; stops it at the end."""
    hosts: list[FunctionHost] = []

    async def start(
        code: str, *, settings: Mapping[str, str] | None = None, port: int = 0
    ) -> FunctionHost:
        (folder / "function_app.py").write_text(code)
        host = FunctionHost(
            folder,
            python_version=VERSION,
            settings=settings or {},
            keys=keys,
            port=port,
            report=reports.append,
        )
        hosts.append(host)
        await host.start()
        return host

    yield start
    for host in hosts:
        await host.stop()


async def _say(host: FunctionHost, path: str = "/say") -> str:
    answer = await host.send(UpstreamRequest("GET", f"http://localhost{path}", [], b""))
    return answer.body.decode()


async def _until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            if await condition():
                return
            await asyncio.sleep(0.01)


async def _until_says(host: FunctionHost, text: str) -> None:
    async def says() -> bool:
        return await _say(host) == text

    await _until(says)


async def _until_reported(reports: list[str], text: str) -> None:
    async def reported() -> bool:
        return text in reports

    await _until(reported)


async def _until_noted(folder: Path, *expected: str) -> None:
    notes = folder.parent / "notes"

    async def noted() -> bool:
        return notes.exists() and notes.read_text().splitlines() == list(expected)

    await _until(noted)


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/generate_name", {}, 401),
        ("/generate_name", {"x-functions-key": "wrong"}, 401),
        ("/generate_name", {"X-Functions-Key": "function-key"}, 200),
        ("/generate_name", {"x-functions-key": "master-key"}, 200),
        ("/generate_name?code=function-key", {}, 200),
        ("/generate_name?code=wrong", {}, 401),
        ("/generate_name?code=function-key", {"x-functions-key": "wrong"}, 401),
        ("/generate_name?starts_with=x&code=function-key", {}, 404),
        ("/docs?code=function-key", {}, 200),
    ],
)
async def test_the_function_app_asks_for_its_key(
    keys: FunctionKeys, path: str, headers: Mapping[str, str], status: int
) -> None:
    host = FunctionHost(SAMPLE, python_version=VERSION, settings={}, keys=keys, report=print)
    await host.start()
    try:
        async with (
            aiohttp.ClientSession(f"http://127.0.0.1:{host.port}") as client,
            client.get(path, headers=headers) as answer,
        ):
            assert answer.status == status
            assert (await answer.read() == b"") == (status == 401)
    finally:
        await host.stop()


async def test_the_gateways_way_and_the_port_answer_alike(run: Run) -> None:
    host = await run(SAYS.format("hello"))
    async with (
        aiohttp.ClientSession() as client,
        client.get(f"http://127.0.0.1:{host.port}/say") as answer,
    ):
        over_http = (answer.status, answer.headers["Content-Type"], await answer.text())
    assert over_http == (200, "text/plain; charset=utf-8", "hello")
    assert await _say(host) == "hello"


async def test_app_settings_are_the_functions_environment_and_nothing_else_is(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GREETING", "from outside")
    monkeypatch.setenv("TOKEN", "of whoever runs this")
    code = "import os\nFOUND = str((os.environ['GREETING'], os.environ.get('TOKEN')))\n"
    code += SAYS.format("").replace('return ""', "return FOUND")
    host = await run(code, settings={"GREETING": "from the settings"})
    assert await _say(host) == "('from the settings', None)"
    assert os.environ["GREETING"] == "from outside"


async def test_after_a_save_the_new_code_answers(run: Run, folder: Path) -> None:
    host = await run(SAYS.format("old"))
    (folder / "function_app.py").write_text(SAYS.format("new"))  # as long, in the same second
    await _until_says(host, "new")
    assert await _say(host) == "new"


async def test_a_save_of_an_imported_module_counts_too(run: Run, folder: Path) -> None:
    package = folder / "words"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "one.py").write_text("WORD = 'old'")
    code = SAYS.format("").replace('return ""', "return WORD")
    host = await run(f"from words.one import WORD\n{code}")
    (package / "one.py").write_text("WORD = 'new'")
    await _until_says(host, "new")
    assert await _say(host) == "new"


async def test_no_request_is_lost_while_code_changes(run: Run, folder: Path) -> None:
    host = await run(SAYS.format("0"))
    answers: list[tuple[int, str]] = []
    saving = True

    async def ask() -> None:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{host.port}") as client:
            while saving:
                async with client.get("/say") as answer:
                    answers.append((answer.status, await answer.text()))

    asking = [asyncio.create_task(ask()) for _ in range(4)]
    for number in range(1, 4):
        (folder / "function_app.py").write_text(SAYS.format(number))
        await _until_says(host, str(number))
    saving = False
    await asyncio.gather(*asking)
    assert set(answers) <= {(200, str(number)) for number in range(4)}
    assert len(answers) > 4


async def test_a_request_under_way_ends_on_the_old_code_which_then_shuts_down(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(functions_host, "GRACE", PATIENCE)
    host = await run(LIFESPAN.replace("{0}", "old"))
    waiting = asyncio.create_task(_say(host, "/wait"))
    await _until_noted(folder, "start old", "waiting old")
    (folder / "function_app.py").write_text(LIFESPAN.replace("{0}", "new"))
    await _until_says(host, "new")
    await _until_noted(folder, "start old", "waiting old", "start new")
    (folder.parent / "go").touch()
    assert await waiting == "old"
    await _until_noted(folder, "start old", "waiting old", "start new", "stop old")
    await host.stop()
    await _until_noted(folder, "start old", "waiting old", "start new", "stop old", "stop new")


async def test_a_syntax_error_is_reported_and_the_old_code_keeps_serving(
    run: Run, folder: Path, reports: list[str]
) -> None:
    host = await run(SAYS.format("old"))
    (folder / "function_app.py").write_text("def broken(:\n")

    async def reported() -> bool:
        return bool(reports)

    await _until(reported)
    assert await _say(host) == "old"
    assert reports == [
        (
            f"the code in {folder} can't be loaded. Correct it:\n"
            f'  File "{folder}/function_app.py", line 1\n'
            "    def broken(:\n"
            "               ^\n"
            "SyntaxError: invalid syntax\n"
            "The code from before keeps serving."
        )
    ]
    (folder / "function_app.py").write_text(SAYS.format("new"))
    await _until_says(host, "new")


async def test_an_import_error_is_reported_from_the_folders_own_lines_on(
    run: Run, folder: Path, reports: list[str]
) -> None:
    host = await run(SAYS.format("old"))
    (folder / "function_app.py").write_text("import no_such_module\n")

    async def reported() -> bool:
        return bool(reports)

    await _until(reported)
    assert (await _say(host), reports[0].splitlines()[1:4]) == (
        "old",
        [
            "Traceback (most recent call last):",
            f'  File "{folder}/function_app.py", line 1, in <module>',
            "    import no_such_module",
        ],
    )


async def test_code_whose_lifespan_fails_never_serves(
    run: Run, folder: Path, reports: list[str]
) -> None:
    host = await run(LIFESPAN.replace("{0}", "old"))
    failing = LIFESPAN.replace("{0}", "new").replace(
        "    yield\n", "    raise OSError\n    yield\n"
    )
    (folder / "function_app.py").write_text(failing)

    await _until_reported(
        reports,
        "the app's startup failed; its log lines say why. Correct it.\n"
        "The code from before keeps serving.",
    )
    assert await _say(host) == "old"


async def test_old_code_that_does_not_end_is_ended(
    run: Run, folder: Path, reports: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(functions_host, "GRACE", 0.01)
    host = await run(LIFESPAN.replace("{0}", "old"))
    waiting = asyncio.create_task(_say(host, "/wait"))
    await _until_noted(folder, "start old", "waiting old")
    (folder / "function_app.py").write_text(LIFESPAN.replace("{0}", "new"))
    with pytest.raises(ConnectionError):
        await waiting
    assert "old code still works after 0 s; it is ended" in reports


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import sys; sys.exit('no')", "SystemExit: no"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
    ],
)
async def test_code_that_cannot_be_loaded_stops_the_start(
    run: Run, code: str, message: str
) -> None:
    with pytest.raises(LocalError) as caught:
        await run(code)
    assert str(caught.value).splitlines()[-1] == message


async def test_a_taken_port_stops_the_start_and_leaves_nothing(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(LocalError, match=f"can't listen on port {port}"):
            await run(SAYS.format("hello"), port=port)


async def test_a_host_that_does_not_run_refuses_connections(
    folder: Path, keys: FunctionKeys
) -> None:
    host = FunctionHost(folder, python_version=VERSION, settings={}, keys=keys, report=print)
    await host.stop()
    with pytest.raises(ConnectionRefusedError):
        await _say(host)


async def test_it_starts_again_on_the_same_port(run: Run) -> None:
    host = await run(SAYS.format("hello"))
    port = host.port
    await host.start()
    assert (host.port, await _say(host)) == (port, "hello")


async def test_it_tells_what_stopped_by_itself(run: Run) -> None:
    host = await run(SAYS.format("hello"))
    _, serving = host._tasks
    serving.cancel()
    assert await host.exited() == "serving the port ended"


async def test_it_tells_what_it_stumbled_over(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stumble(_news: str) -> None:
        raise RuntimeError("over this")

    host = await run(SAYS.format("hello"))
    monkeypatch.setattr(host, "_reload", stumble)
    (folder / "function_app.py").touch()
    assert await host.exited() == "watching the code ended: RuntimeError('over this')"


async def test_it_does_not_tell_when_it_is_told_to_stop(run: Run) -> None:
    host = await run(SAYS.format("hello"))
    exited = asyncio.create_task(host.exited())
    await asyncio.sleep(0)
    await host.stop()
    await asyncio.sleep(0)
    assert not exited.done()
    exited.cancel()


async def test_nothing_is_told_of_a_host_that_never_ran(folder: Path, keys: FunctionKeys) -> None:
    host = FunctionHost(folder, python_version=VERSION, settings={}, keys=keys, report=print)
    exited = asyncio.create_task(host.exited())
    await asyncio.sleep(0)
    assert not exited.done()
    exited.cancel()


async def test_a_worker_that_ends_by_itself_is_replaced(run: Run, reports: list[str]) -> None:
    host = await run(SAYS.format("hello"))
    assert host._worker is not None
    os.kill(host._worker.ready.result().process, signal.SIGKILL)

    async def replaced() -> bool:
        return "a new process serves" in reports

    await _until(replaced)
    assert (await _say(host), reports) == (
        "hello",
        ["its process ended; a new one starts", "a new process serves"],
    )


async def test_a_worker_that_ends_again_and_again_waits_for_a_save(
    run: Run, folder: Path, reports: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacements, "DEATHS", 0)
    host = await run(SAYS.format("old"))
    assert host._worker is not None
    os.kill(host._worker.ready.result().process, signal.SIGKILL)

    async def reported() -> bool:
        return bool(reports)

    await _until(reported)
    assert reports == ["its process ends again and again; a save starts it anew"]
    with pytest.raises(ConnectionError):
        await _say(host)
    (folder / "function_app.py").write_text(SAYS.format("new"))
    await _until_reported(reports, "runs the new code")
    assert await _say(host) == "new"


async def test_a_route_that_azure_would_not_understand_stops_the_start(run: Run) -> None:
    with pytest.raises(LocalError, match="allowed are literals"):
        await run(SAYS.format("hello").replace('route="say"', 'route="say/{"'))


async def test_functions_without_http_are_listed_and_run_by_hand(
    run: Run, reports: list[str]
) -> None:
    host = await run(
        """
import azure.functions as func
app = func.FunctionApp(func.AuthLevel.ANONYMOUS)
@app.queue_trigger(arg_name="message", queue_name="names", connection="Storage")
def work(message: func.QueueMessage) -> None: print("got", message.get_body().decode())
"""
    )
    headers = [("x-functions-key", "master-key")]
    url = "http://localhost/admin/functions/work"
    answer = await host.send(UpstreamRequest("POST", url, headers, b'{"input": "Minnie"}'))
    await _until_reported(reports, "got Minnie")
    assert answer.status == 202
    assert "run by hand, since their events are in Azure only: work" in reports


async def test_another_package_is_there_after_a_save_of_its_name(run: Run, folder: Path) -> None:
    asks = "from importlib.util import find_spec\n"
    asks += SAYS.format("").replace(
        'return ""', 'return str(find_spec("itsdangerous") is not None)'
    )
    host = await run(asks)
    assert await _say(host) == "False"
    (folder / "requirements.txt").write_text("itsdangerous==2.2.0\n")
    await _until_says(host, "True")
