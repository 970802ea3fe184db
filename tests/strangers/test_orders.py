"""A FastAPI app in a package called `app`, with settings, a login, and a timer beside HTTP."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.strangers.conftest import Strangers

NEW_ROUTE = """

@router.get("/of/{name}")
def items_of(name: str):
    return {"of": name}
"""


def call(
    strangers: Strangers,
    path: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    api: str = "orders",
) -> Any:
    """Returns the status and what the gateway answers."""
    url = f"{strangers.run.endpoints['gateway']}/{api}/{path}"
    key = strangers.keys[api]["subscription_key"]
    request = Request(url, body, {"Ocp-Apim-Subscription-Key": key, **(headers or {})})
    try:
        with urlopen(request, timeout=20) as response:
            return response.status, json.load(response)
    except HTTPError as error:
        with error:
            return error.code, json.loads(error.read() or b"null")


def test_a_path_of_several_parts_reaches_the_app_with_its_settings(strangers: Strangers) -> None:
    expected = {"path": "a/b/c.txt", "shop": "Corner shop"}
    assert call(strangers, "files/a/b/c.txt") == (200, expected)


def test_a_second_app_of_the_kind_has_an_api_and_settings_of_its_own(strangers: Strangers) -> None:
    expected = {"path": "a", "shop": "Warehouse"}
    assert call(strangers, "files/a", api="wholesale") == (200, expected)
    of_the_first = {"Ocp-Apim-Subscription-Key": strangers.keys["orders"]["subscription_key"]}
    assert call(strangers, "files/a", headers=of_the_first, api="wholesale")[0] == 401


def test_nobody_calls_it_without_a_key(strangers: Strangers) -> None:
    assert call(strangers, "me", headers={"Ocp-Apim-Subscription-Key": "guessed"})[0] == 401


def test_a_password_becomes_a_token_that_the_app_takes(strangers: Strangers) -> None:
    form = urlencode({"username": "ada", "password": "any"}).encode()
    status, token = call(strangers, "token", form)
    assert status == 200
    signed_in = {"Authorization": f"Bearer {token['access_token']}"}
    assert call(strangers, "me", headers=signed_in) == (200, {"name": "ada"})


def test_a_route_saved_in_a_package_below_is_the_gateways_next(strangers: Strangers) -> None:
    assert call(strangers, "items/7") == (200, {"item": 7})
    assert call(strangers, "items/of/ada")[0] == 404
    router = strangers.folder / "orders" / "app" / "api" / "items.py"
    router.write_text(router.read_text() + NEW_ROUTE)
    deadline = time.monotonic() + 30
    while (answer := call(strangers, "items/of/ada"))[0] != 200 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert answer == (200, {"of": "ada"})


def test_a_timer_stops_nothing_and_is_run_by_hand(strangers: Strangers) -> None:
    url = f"{strangers.url('orders')}/admin/functions/close_old_orders"
    key = strangers.run.endpoints["master_keys"]["orders"]
    request = Request(url, b"{}", {"Content-Type": "application/json", "x-functions-key": key})
    try:
        with urlopen(request, timeout=20) as response:
            status = response.status
    except HTTPError as error:
        with error:
            status = error.code
    assert status == 202
    strangers.run.wait_until_said("closing old orders")
