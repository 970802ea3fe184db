"""Trying a system from outside."""

from __future__ import annotations

import io
import json
import socket
import sys
from typing import TYPE_CHECKING

import pytest

import gatehouse.commands.smoke
import gatehouse.deploying.trial
from gatehouse.commands.smoke import run
from gatehouse.errors import LocalError
from gatehouse.laptop.ports import LOOPBACK
from gatehouse.options import parse
from tests.served import Handler, served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.gatehouse.conftest import Tool

KEY = "the subscription key"
RELEASES = {"/public/docs": "api-2", "/healthz": "web-2"}
ADMIN = "/admin-of-a-secret-place"
LEADS = {"/": "/goods/", f"{ADMIN}/": f"{ADMIN}/login/"}
"""Where pages redirect to."""


class System(Handler):
    """Answers as the deployed system does, once it is awake and has the new release."""

    calls: list[str]
    asleep: dict[str, int]
    """How often a path answers 503 first."""
    old: dict[str, int]
    """How often a path, awake, is answered by the release before."""

    def get(self) -> None:
        self.calls.append(self.path)
        number = self.calls.count(self.path) - self.asleep.get(self.path, 0)
        headers = {"Location": LEADS[self.path]} if self.path in LEADS else {}
        if number > 0 and self.path in RELEASES:
            is_old = number <= self.old.get(self.path, 0)
            headers["X-Release"] = "old-1" if is_old else RELEASES[self.path]
        self.answer(503 if number < 1 else self._status(), headers=headers)

    def _status(self) -> int:
        key = self.headers["Ocp-Apim-Subscription-Key"]
        return {
            "/public/docs": 200,
            "/api/orders": 200 if key == KEY else 401,
            "/healthz": 200,
            "/": 302,
            "/goods/": 200,
            f"{ADMIN}/": 302,
            f"{ADMIN}/login/": 200,
        }[self.path]


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(System, "calls", [], raising=False)
    for name in ("asleep", "old"):
        monkeypatch.setattr(System, name, {}, raising=False)
    monkeypatch.setattr(gatehouse.deploying.trial, "PAUSE_SECONDS", 0.01)
    with served(System) as url:
        yield url


@pytest.fixture
def smoke(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Runs the command with the outputs of a system at the URL; keywords change some.

    `without` is how the outputs begin that the stack doesn't have.
    """

    def smoke(
        url: str, *, seconds: float = 20, without: tuple[str, ...] = (), **changed: str
    ) -> int:
        outputs = {
            "admin_url": f"{url}{ADMIN}/",
            "api_release": "api-2",
            "docs_url": f"{url}/public/docs",
            "function_app": "func-1",
            "function_deployments": "https://func-1.scm.azurewebsites.net/api/deployments",
            "resource_group": "rg-1",
            "sample_url": f"{url}/api/orders",
            "subscription_id": "s",
            "subscription_key": KEY,
            "web_app": "app-1",
            "web_deployments": "https://app-1.scm.azurewebsites.net/api/deployments",
            "web_health_url": f"{url}/healthz",
            "web_release": "web-2",
            "web_url": f"{url}/",
            "key_vault": "of no interest",
            **changed,
        }
        there = {name: text for name, text in outputs.items() if not name.startswith(without)}
        monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(there)))
        return run(parse(["smoke", "--seconds", str(seconds)]))

    return smoke


def test_a_system_that_answers_as_it_should_passes(
    url: str, smoke: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert smoke(url) == 0
    assert sorted(capsys.readouterr().out.splitlines()) == [
        "ok  API with the key: 200",
        "ok  API without a key: 401",
        "ok  admin's login page: 200",
        "ok  documentation: 200, release api-2",
        "ok  site and its database: 200, release web-2",
        "ok  site's first page: 200",
    ]


def test_an_api_without_a_call_that_needs_no_parameters_is_not_called(
    url: str, smoke: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert smoke(url, sample_url="") == 0
    assert [line for line in capsys.readouterr().out.splitlines() if "API" in line] == []


def test_an_api_without_documentation_shows_its_release_when_it_is_called(
    url: str,
    smoke: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(RELEASES, "/api/orders", "api-2")
    assert smoke(url, docs_url="", without=("web", "admin")) == 0
    assert capsys.readouterr().out.splitlines() == [
        "ok  API with the key: 200, release api-2",
        "ok  API without a key: 401",
    ]


def test_an_api_that_nobody_can_call_just_so_is_not_tried(
    url: str, smoke: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert smoke(url, docs_url="", sample_url="", without=("web", "admin")) == 0
    assert capsys.readouterr().out == ""


def test_a_stack_without_an_api_has_its_site_tried(
    url: str, smoke: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    api = ("api", "docs", "function", "sample", "subscription_key")
    assert smoke(url, without=api) == 0
    assert "ok  site's first page: 200" in capsys.readouterr().out.splitlines()


def test_a_stack_with_half_of_an_api_is_refused(url: str, smoke: Callable[..., int]) -> None:
    with pytest.raises(LocalError, match="is not what is needed: JSON with api_release"):
        smoke(url, without=("docs",))


def test_a_site_without_an_admin_is_not_asked_for_one(
    url: str, smoke: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert smoke(url, admin_url="") == 0
    assert "admin" not in capsys.readouterr().out


def test_a_system_that_comes_up_slowly_is_waited_for_and_told_as_it_changes(
    url: str, smoke: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    System.asleep = {"/healthz": 3}
    System.old = {"/healthz": 2}
    assert smoke(url) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "database" in line]
    assert told == [
        "--  site and its database: 503, release unknown; needed is 200, release web-2",
        "--  site and its database: 200, release old-1; needed is 200, release web-2",
        "ok  site and its database: 200, release web-2",
    ]
    assert System.calls.count("/healthz") == 6


def test_the_rest_of_an_app_is_tried_on_the_new_release(
    url: str, smoke: Callable[..., int]
) -> None:
    System.old = {"/public/docs": 3}
    assert smoke(url) == 0
    new = [number for number, path in enumerate(System.calls) if path == "/public/docs"][-1]
    assert "/api/orders" not in System.calls[:new]


def test_a_release_that_never_comes_is_told_with_where_its_build_is_told(
    url: str, smoke: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    System.old = {"/healthz": 10_000}
    assert smoke(url, seconds=0.2) == 1
    assert (
        "    whether Azure could build the site: az webapp log deployment show --resource-group "
        "rg-1 --name app-1, or https://app-1.scm.azurewebsites.net/api/deployments/latest/log"
    ) in capsys.readouterr().out.splitlines()


def test_an_app_that_fails_for_good_leaves_the_other_one_passing(
    url: str, smoke: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    System.asleep = {"/public/docs": 10_000}
    assert smoke(url, seconds=0.2) == 1
    out = capsys.readouterr().out
    assert "ok  admin's login page: 200" in out
    assert "build the API: az webapp log deployment show --resource-group rg-1 --name func-1" in out


def test_a_wait_tells_now_and_then_what_it_is_for(
    url: str,
    smoke: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(gatehouse.commands.smoke, "PROGRESS_SECONDS", 0.05)
    System.asleep = {"/healthz": 10_000}
    assert smoke(url, seconds=0.5) == 1
    waiting = "    0:00 of 0:00 min, waiting for: site and its database (503, release unknown)"
    assert waiting in capsys.readouterr().out.splitlines()


def test_a_build_that_failed_in_azure_is_told_once_while_its_release_is_waited_for(
    url: str,
    smoke: Callable[..., int],
    az: Tool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(gatehouse.commands.smoke, "PROGRESS_SECONDS", 0.05)
    System.old = {"/healthz": 10_000}
    az.answer("rest", {"value": [{"properties": {"status": 3, "message": "Killed"}}]})
    assert smoke(url, seconds=1) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if "could not build" in line]
    assert told == [
        (
            "--  Azure could not build the site: Killed; the log: az webapp log deployment show "
            "--resource-group rg-1 --name app-1, or "
            "https://app-1.scm.azurewebsites.net/api/deployments/latest/log"
        )
    ]
    assert [call for call in az.calls if "/sites/app-1/deployments" not in call] == []


def test_what_is_secret_is_in_no_line(
    url: str, smoke: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    System.asleep = {f"{ADMIN}/login/": 10_000}
    assert smoke(url, seconds=0.1, subscription_key="another key") == 1
    out = capsys.readouterr().out
    assert "--  API with the key: 401; needed is 200" in out
    assert "--  admin's login page: 503; needed is 200" in out
    assert [secret for secret in ("another key", ADMIN) if secret in out] == []


def test_no_answer_is_told_by_its_kind(
    url: str, smoke: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server((LOOPBACK, 0)) as closed:
        port = closed.getsockname()[1]
    assert smoke(url, seconds=0, docs_url=f"http://{LOOPBACK}:{port}") == 1
    assert "--  documentation: no answer (ClientConnector" in capsys.readouterr().out


@pytest.mark.parametrize("outputs", ["", "[]", '{"docs_url": "https://a"}'])
def test_outputs_that_lack_something_are_refused(
    monkeypatch: pytest.MonkeyPatch, outputs: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(outputs))
    with pytest.raises(LocalError, match="is not what is needed: JSON with resource_group"):
        run(parse(["smoke"]))
