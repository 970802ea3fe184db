from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from apim_gateway.cli.command import main
from apim_gateway.cli.expression_table import expression_table
from apim_gateway.cli.policy_table import policy_table
from apim_gateway.server.server import listen

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[3]
HELLO = (
    "<policies><inbound>"
    "<return-response><set-body>hello</set-body></return-response>"
    "</inbound></policies>"
)


@pytest.fixture
def write(tmp_path: Path, make_document: Callable[..., Any]) -> Callable[[str], str]:
    def write(policy: str) -> str:
        file = tmp_path / "apim.json"
        file.write_text(json.dumps(make_document({"apis/demo/policies/policy": policy})))
        return str(file)

    return write


def test_the_table_of_policies_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policies"]) == 0
    assert capsys.readouterr().out == policy_table()


def test_the_page_of_expressions_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["expressions"]) == 0
    assert capsys.readouterr().out == expression_table()


REFUSED = [
    (None, "No such file or directory; name a file that can be read"),
    ("{", "; give a JSON document"),
    ("[]", 'it is no object; give {"resources": […]}'),
    ("{}", 'there is no list "resources"; give one'),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_a_file_that_is_no_document_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, reason: str
) -> None:
    file = tmp_path / "apim.json"
    if text is not None:
        file.write_text(text)
    assert main(["serve", str(file)]) == 2
    assert reason in capsys.readouterr().err


def test_a_policy_that_is_unknown_is_refused_with_its_place(
    write: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", write("<policies><inbound>\n<wrong /></inbound></policies>")]) == 2
    assert capsys.readouterr().err.startswith("svc/demo/policy:2 wrong: this policy is not known")


def test_a_port_that_is_taken_is_said(
    write: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", write(HELLO), "--port", str(port)]) == 1
    assert f"port {port} can't be used" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_a_signal_and_ends_well(
    write: Callable[[str], str], number: signal.Signals
) -> None:
    command = [sys.executable, "-m", "apim_gateway", "serve", write(HELLO), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"The gateway listens on (http://127\.0\.0\.1:\d+)\n", line)
        assert found is not None
        with urlopen(f"{found.group(1)}/demo/items") as answer:
            assert answer.read() == b"hello"
        process.send_signal(number)
        assert process.wait(30) == 0
