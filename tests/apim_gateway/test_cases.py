from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

CASES = sorted(Path(__file__).parent.glob("cases/*/*.yaml"))


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{file.stem}: {name}")
        for file in CASES
        for name, case in yaml.load(file.read_text(), yaml.CSafeLoader).items()
    ]


@pytest.mark.parametrize("case", _cases())
async def test_a_case_is_answered_as_on_azure(
    case: dict[str, Any],
    backend: Any,
    gateway_for: Callable[..., Awaitable[str]],
    call: Callable[..., Awaitable[Any]],
) -> None:
    backend.answers = case.get("backend", [{}])
    url = await gateway_for(case.get("given", {}))
    answers = []
    for sent in case["send"]:
        method, target, *rest = sent
        headers = rest[0] if rest else {}
        answers.append(await call(method, url + target, headers, *rest[1:]))
    expected = case["expect"]
    seen = {name: _SEEN[name](answers[-1]) for name in expected if name in _SEEN}
    if "headers" in expected:
        seen["headers"] = {name: answers[-1].header(name) for name in expected["headers"]}
    if "statuses" in expected:
        seen["statuses"] = [answer.status for answer in answers]
    if "backend" in expected:
        seen["backend"] = _sent(expected["backend"], backend)
    text = json.dumps(seen).replace(url, "{gateway}").replace(backend.url, "{backend}")
    text = text.replace(backend.url.removeprefix("http://"), "{backend-host}")
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "{guid}", text)
    assert json.loads(text) == expected


_SEEN: Mapping[str, Callable[[Any], object]] = {
    "status": lambda answer: answer.status,
    "reason": lambda answer: answer.reason,
    "body": lambda answer: answer.body,
}


def _sent(expected: dict[str, Any] | None, backend: Any) -> dict[str, Any] | None:
    """What the backend got last, as far as it is asked for; None when it got nothing."""
    if expected is None or not backend.calls:
        return None
    sent = backend.calls[-1]
    seen = {name: getattr(sent, name) for name in expected if name not in ("headers", "calls")}
    if "headers" in expected:
        seen["headers"] = {name: sent.header(name) for name in expected["headers"]}
    if "calls" in expected:
        seen["calls"] = len(backend.calls)
    return seen
