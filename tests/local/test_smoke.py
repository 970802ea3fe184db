"""Trying a system from outside."""

from __future__ import annotations

import io
import json
import socket
import sys
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

import pytest

import local.smoke
from local.errors import LocalError
from local.options import parse
from local.ports import LOOPBACK
from local.smoke import run
from tests.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "the subscription key"
ONCE = parse(["smoke", "--seconds", "0"])


class System(BaseHTTPRequestHandler):
    """Answers as the deployed system does, the site only from its second call on."""

    calls: list[str]

    def do_GET(self) -> None:
        self.calls.append(self.path)
        key = self.headers["Ocp-Apim-Subscription-Key"]
        status = {
            "/public/docs": 200,
            "/api/generate_name": 200 if key == KEY else 401,
            "/healthz": 200 if self.calls.count("/healthz") > 1 else 503,
        }[self.path]
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keeps quiet."""


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(System, "calls", [], raising=False)
    monkeypatch.setattr(local.smoke, "PAUSE_SECONDS", 0.01)
    with served(System) as url:
        yield url


def give(monkeypatch: pytest.MonkeyPatch, url: str, **changed: str) -> None:
    outputs = {
        "docs_url": f"{url}/public/docs",
        "api_url": f"{url}/api/",
        "web_url": url,
        "subscription_key": KEY,
        "key_vault": "of no interest",
        **changed,
    }
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(outputs)))


def test_a_system_that_answers_as_it_should_passes_once_it_is_awake(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, url)
    assert run(parse(["smoke"])) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"ok  documentation: 200; needed is 200 ({url}/public/docs)",
        f"ok  API without a key: 401; needed is 401 ({url}/api/generate_name)",
        f"ok  API with the key: 200; needed is 200 ({url}/api/generate_name)",
        f"ok  site and its database: 200; needed is 200 ({url}/healthz)",
    ]
    assert System.calls.count("/healthz") == 2


def test_an_answer_that_stays_wrong_fails_and_the_key_is_in_no_line(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, url, subscription_key="another key")
    assert run(ONCE) == 1
    output = capsys.readouterr().out
    assert [line[:2] for line in output.splitlines()] == ["ok", "ok", "--", "--"]
    assert "another key" not in output


def test_no_answer_is_told_by_its_kind(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server((LOOPBACK, 0)) as closed:
        port = closed.getsockname()[1]
    give(monkeypatch, f"http://{LOOPBACK}:{port}")
    assert run(ONCE) == 1
    assert "--  documentation: no answer (ClientConnector" in capsys.readouterr().out


@pytest.mark.parametrize("outputs", ["", "[]", '{"docs_url": "https://a"}'])
def test_outputs_that_lack_something_are_refused(
    monkeypatch: pytest.MonkeyPatch, outputs: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(outputs))
    with pytest.raises(LocalError, match="standard input is not what is needed: JSON with docs_"):
        run(ONCE)
