from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEST = """
import json
from pathlib import Path
from urllib.request import urlopen

import pytest


@pytest.fixture
def document():
    return json.loads(Path("apim.json").read_text())


def test_two_documents_are_served(serve_document, document):
    urls = serve_document(document), serve_document(document)
    assert [urlopen(f"{url}/demo/items").read() for url in urls] == [b"hello", b"hello"]
"""
HELLO = (
    "<policies><inbound>"
    "<return-response><set-body>hello</set-body></return-response>"
    "</inbound></policies>"
)


def test_the_fixture_serves_documents_until_the_test_ends(
    tmp_path: Path, make_document: Callable[..., Any]
) -> None:
    document = make_document({"apis/demo/policies/policy": HELLO})
    tmp_path.joinpath("apim.json").write_text(json.dumps(document))
    tmp_path.joinpath("test_it.py").write_text(TEST)
    options = ["-q", "-W", "error", "-p", "apim_gateway.pytest_plugin", "-p", "no:asyncio"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
