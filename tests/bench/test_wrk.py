from pathlib import Path

import pytest

from bench.errors import BenchError
from bench.wrk import Load, load

URL = "http://127.0.0.1:1/"


def _printing(script: Path, **numbers: int) -> str:
    seen = ", ".join(f'"{name}": {number}' for name, number in numbers.items())
    script.write_text(f"#!/bin/sh\necho Running\necho '{{{seen}}}'\n")
    return str(script)


def test_what_wrk_has_seen_is_read(script: Path) -> None:
    numbers = {"requests": 500, "microseconds": 2_000_000, "p50": 300, "p99": 900, "errors": 0}
    assert load(_printing(script, **numbers), URL, "key", 1, 2) == Load(500, 250.0, 300, 900)


@pytest.mark.parametrize(("requests", "errors"), [(500, 3), (0, 0)])
def test_a_failed_request_is_no_measurement(script: Path, requests: int, errors: int) -> None:
    program = _printing(script, requests=requests, microseconds=1, p50=1, p99=1, errors=errors)
    with pytest.raises(BenchError, match=f"{errors} of {requests} requests"):
        load(program, URL, "key", 1, 2)


def test_the_key_is_in_no_argument(script: Path) -> None:
    script.write_text(
        '#!/bin/sh\ncase "$*" in *sesame*) exit 1;; esac\ntest "$SUBSCRIPTION_KEY" = sesame &&'
        """ echo '{"requests": 1, "microseconds": 1, "p50": 1, "p99": 1, "errors": 0}'\n"""
    )
    assert load(str(script), URL, "sesame", 1, 2) == Load(1, 1e6, 1, 1)


def test_a_form_is_posted_with_its_token_in_no_argument(script: Path) -> None:
    script.write_text(
        '#!/bin/sh\ncase "$*" in *abc*) exit 1;; esac\ntest "$FORM $CSRF_TOKEN" = "answer=x abc" &&'
        """ echo '{"requests": 1, "microseconds": 1, "p50": 1, "p99": 1, "errors": 0}'\n"""
    )
    seen = load(str(script), URL, "", 1, 2, FORM="answer=x", CSRF_TOKEN="abc")
    assert seen == Load(1, 1e6, 1, 1)
