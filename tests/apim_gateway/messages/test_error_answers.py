from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from apim_gateway.messages import error_answers
from apim_gateway.messages.error_answers import ErrorAnswer, error_response

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

SOURCE = Path(error_answers.__file__).read_text(encoding="utf-8")
ANSWERS = {name: row for name, row in vars(error_answers).items() if isinstance(row, ErrorAnswer)}
KEYED = {"path": "demo", "serviceUrl": "{backend}"}
KEY = {"Ocp-Apim-Subscription-Key": "key"}
WRONG = {"Ocp-Apim-Subscription-Key": "wrong"}


def policy(inbound: str) -> dict[str, object]:
    """An API that needs the key of a product that has the policy."""
    return {
        "apis/demo": KEYED,
        "products/all": {"displayName": "All"},
        "products/all/apis/demo": {},
        "products/all/policies/policy": f"<policies><inbound>{inbound}</inbound></policies>",
        "subscriptions/one": {"scope": "/products/all", "primaryKey": "key"},
    }


# What is wrong → what is served, path and headers of the requests, the last of which is answered.
WIRE: dict[str, tuple[dict[str, object], str, dict[str, str], int]] = {
    "no operation": ({}, "/nowhere", {}, 1),
    "no key": ({"apis/demo": KEYED}, "/demo/items", {}, 1),
    "a wrong key": ({"apis/demo": KEYED}, "/demo/items", WRONG, 1),
    "no backend": (
        {"apis/demo": {"path": "demo", "subscriptionRequired": False}},
        "/demo/items",
        {},
        1,
    ),
    "an address that is not allowed": (
        policy('<ip-filter action="allow"><address>1.2.3.4</address></ip-filter>'),
        "/demo/items",
        KEY,
        1,
    ),
    "an address that is blocked": (
        policy('<ip-filter action="forbid"><address>127.0.0.1</address></ip-filter>'),
        "/demo/items",
        KEY,
        1,
    ),
    "too many calls": (
        policy('<rate-limit calls="1" renewal-period="60" />'),
        "/demo/items",
        KEY,
        2,
    ),
    "a quota that is used up": (
        policy('<quota calls="1" renewal-period="3600" />'),
        "/demo/items",
        KEY,
        2,
    ),
    "a quota that is used up for ever": (
        policy('<quota calls="1" renewal-period="0" />'),
        "/demo/items",
        KEY,
        2,
    ),
    "too many at once": (
        policy(
            '<limit-concurrency key="a" max-count="1"><limit-concurrency key="a" max-count="1">'
            "<base /></limit-concurrency></limit-concurrency>"
        ),
        "/demo/items",
        KEY,
        1,
    ),
}


def as_written(text: str) -> str:
    """Puts the names back that stand in the table for figures."""
    text = re.sub(r"\b(\d+\.)?\d\d:\d\d:\d\d", "{time_span}", text)
    return re.sub(r"\b\d+\b", "{seconds}", text)


@pytest.mark.parametrize("wrong", WIRE)
async def test_a_text_on_the_wire_is_found_by_grep_in_the_table(
    wrong: str,
    gateway_for: Callable[..., Awaitable[str]],
    call: Callable[..., Awaitable[Any]],
) -> None:
    given, path, headers, times = WIRE[wrong]
    url = await gateway_for(given)
    answers = [await call("GET", url + path, headers) for _ in range(times)]
    body = json.loads(answers[-1].body)
    assert body["statusCode"] == answers[-1].status
    assert f'text="{as_written(body["message"])}",\n' in SOURCE


def test_every_text_of_the_table_is_seen_on_the_wire_here() -> None:
    assert len({row.text for row in ANSWERS.values()}) == len(WIRE) - 1  # both addresses: Forbidden


@pytest.mark.parametrize("name", ANSWERS)
def test_a_row_is_named_after_its_reason_and_has_its_page(name: str) -> None:
    row = ANSWERS[name]
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", row.reason).upper()
    assert name.startswith(words)
    assert row.url.startswith("https://learn.microsoft.com/azure/api-management/")


@pytest.mark.parametrize("name", ANSWERS)
def test_a_row_is_rendered_with_its_status_and_text(name: str) -> None:
    row = ANSWERS[name]
    figures = {"seconds": 7, "time_span": "00:00:07", "caller": "1.2.3.4"}
    names = {"realm": "http://gateway/demo", "name": "X-Key", "retry_after": "Retry-After"}
    error = row.error("somebody", **figures, **names)
    assert (error.source, error.reason, error.status) == ("somebody", row.reason, row.status)
    body = json.loads(error_response(error, "an id").body)
    assert (body["statusCode"], body["message"]) == (row.status, error.body)
