"""A FastAPI app and a site that stand alone: the sample apps are left out."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import pytest

from tests.strangers.conftest import ALONE, HOW_TO, environment, followed
from tests.strangers.test_sites import say
from tests.system.conftest import LocalRun, local_run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pulumi.automation import PulumiCommand


@pytest.fixture(scope="module")
def person(engine: PulumiCommand, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment of a person who begins anew."""
    return environment(engine, tmp_path_factory.mktemp("pulumi"))


@pytest.fixture(scope="module")
def folder(person: Mapping[str, str]) -> Iterator[Path]:
    """Where the section of the how-to was followed, up to its last command."""
    with followed(HOW_TO.read_text().partition(ALONE)[2], person) as folder:
        yield folder


@pytest.fixture(scope="module")
def alone(folder: Path) -> Iterator[LocalRun]:
    with local_run(folder) as run:
        yield run


@pytest.mark.parametrize("command", [["check"], ["plan", "--base", "HEAD"], ["cost"]])
def test_the_program_is_judged_without_the_samples(
    folder: Path, person: Mapping[str, str], command: list[str]
) -> None:
    done = subprocess.run(
        [".venv/bin/python", "-m", "gatehouse", *command],
        cwd=folder,
        env=person,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_first_api_is_the_main_one(alone: LocalRun) -> None:
    key = alone.endpoints["subscription_key"]
    url = f"{alone.endpoints['api']}/prices/tea"
    request = Request(url, headers={"Ocp-Apim-Subscription-Key": key})
    with urlopen(request, timeout=20) as response:
        assert json.load(response) == {"name": "tea", "price": 3}


def test_the_first_site_is_the_main_one(alone: LocalRun) -> None:
    assert say(alone.endpoints["web"], b"hello") == b"you said hello"


def test_no_sample_is_there(alone: LocalRun) -> None:
    assert set(alone.endpoints["apis"]) == {"prices"}
    assert len(alone.endpoints["apps"]) == 2
    assert alone.endpoints.get("postgres") is None
