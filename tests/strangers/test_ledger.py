"""A FastAPI app with SQLModel that writes into PostgreSQL by a `DATABASE_URL`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from tests.strangers.test_orders import call

if TYPE_CHECKING:
    from tests.strangers.conftest import Strangers


def until_answered(strangers: Strangers, path: str, name: str, api: str) -> Any:
    """Posts again and again, until the name is in the answer, for some seconds."""
    deadline = time.monotonic() + 20
    while name not in (answer := call(strangers, path, b"", api=api))[1]:
        assert time.monotonic() < deadline, answer
        time.sleep(0.1)
    return answer


def test_a_function_app_finds_its_database_before_and_after_a_save(strangers: Strangers) -> None:
    assert call(strangers, "lines/one", b"", api="ledger") == (200, {"lines": ["one"]})
    code = strangers.folder / "ledger" / "app" / "main.py"
    code.write_text(code.read_text().replace('{"lines"', '{"all"'))
    status, answer = until_answered(strangers, "lines/two", "all", api="ledger")
    assert (status, answer["all"][:2]) == (200, ["one", "two"])
