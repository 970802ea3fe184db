"""Saving a file while everything runs."""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request
from typing import Any

from tests.system.conftest import edited


def get(url: str, **headers: str) -> tuple[int, Any]:
    """Returns the status and the JSON of the answer."""
    request = urllib.request.Request(
        url, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read() or b"null")


def call_api(run: Any, path: str = "generate_name") -> tuple[int, Any]:
    key = run.endpoints["subscription_key"]
    return get(f"{run.endpoints['api']}/{path}", Ocp_Apim_Subscription_Key=key)


def call_function(run: Any) -> tuple[int, Any]:
    key = run.endpoints["function_key"]
    return get(f"{run.endpoints['function']}/generate_name", x_functions_key=key)


def until(get_it: Any, wanted: Any, seconds: float) -> Any:
    """Asks until the answer is as wanted, or the time is over; returns the last answer."""
    deadline = time.monotonic() + seconds
    while (answer := get_it()) != wanted and time.monotonic() < deadline:
        time.sleep(0.05)
    return answer


def test_the_next_request_runs_the_saved_code_and_none_is_lost(running: Any) -> None:
    statuses: list[int] = []
    finished = threading.Event()

    def hammer() -> None:
        while not finished.is_set():
            statuses.append(call_function(running)[0])

    callers = [threading.Thread(target=hammer) for _ in range(4)]
    for caller in callers:
        caller.start()
    routes = running.folder / "function_app" / "routes.py"
    with edited(routes, "name=random.choice(names)", 'name="Edited"'):
        answer = until(lambda: call_function(running), (200, {"name": "Edited"}), 5)
    finished.set()
    for caller in callers:
        caller.join()
    assert answer == (200, {"name": "Edited"})
    assert set(statuses) == {200}


def test_a_syntax_error_shows_and_the_old_code_goes_on(running: Any) -> None:
    routes = running.folder / "function_app" / "routes.py"
    with edited(routes, "router = APIRouter()", "router = APIRouter("):
        running.wait_until_said("SyntaxError")
        assert call_function(running)[0] == 200
        assert "routes.py" in running.said()


def test_a_new_route_is_a_new_operation_of_the_gateway(running: Any) -> None:
    routes = running.folder / "function_app" / "routes.py"
    route = """

@router.get("/colour")
async def colour() -> dict[str, str]:
    return {"is": "red"}
"""
    assert call_api(running, "colour")[0] == 404
    with edited(routes, "router = APIRouter()", f"router = APIRouter(){route}"):
        answer = until(lambda: call_api(running, "colour"), (200, {"is": "red"}), 30)
    assert answer == (200, {"is": "red"})


def test_a_saved_policy_is_the_gateways_next(running: Any) -> None:
    policy = running.folder / "policies" / "public-docs.xml"
    teapot = '<return-response><set-status code="418" reason="Teapot" /></return-response>'
    with edited(policy, "<base />", teapot):
        assert until(lambda: get(running.endpoints["openapi"])[0], 418, 30) == 418
    assert until(lambda: get(running.endpoints["openapi"])[0], 200, 30) == 200


def test_a_broken_policy_is_named_and_the_gateway_goes_on(running: Any) -> None:
    policy = running.folder / "policies" / "public-docs.xml"
    with edited(policy, "<set-backend-service", "<set-backend-servant"):
        running.wait_until_said("policies/public-docs.xml:4 set-backend-servant", 30)
        assert get(running.endpoints["openapi"])[0] == 200


def test_a_saved_fragment_runs_wherever_it_is_included(running: Any) -> None:
    policies = running.folder / "policies"
    fragment = policies / "fragments" / "told.xml"
    fragment.parent.mkdir()
    answer = '<fragment><return-response><set-status code="{}" /></return-response></fragment>'
    fragment.write_text(answer.format(418))
    include = '<include-fragment fragment-id="told" />'
    with edited(policies / "public-docs.xml", "<base />", include):
        assert until(lambda: get(running.endpoints["openapi"])[0], 418, 30) == 418
        fragment.write_text(answer.format(410))
        assert until(lambda: get(running.endpoints["openapi"])[0], 410, 30) == 410
        fragment.write_text("<policies />")
        running.wait_until_said("policies/fragments/told.xml:1", 30)
    assert until(lambda: get(running.endpoints["openapi"])[0], 200, 30) == 200
    fragment.unlink()


def test_a_fragment_that_nobody_has_written_is_named(running: Any) -> None:
    document = running.folder / "policies" / "public-docs.xml"
    with edited(document, "<base />", '<include-fragment fragment-id="untold" />'):
        running.wait_until_said("policies/public-docs.xml names the fragment 'untold'", 30)
        assert get(running.endpoints["openapi"])[0] == 200
