from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import Handler, served


class _Picky(Handler):
    def get(self) -> None:
        self.answer(200 if self.headers.get("key") == "right" else 401, "text")


@pytest.fixture
def picky_url() -> Iterator[str]:
    """A server that answers 200 to `key: right`, else 401."""
    with served(_Picky) as url:
        yield f"{url}/"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """An executable to be filled with shell commands."""
    file = tmp_path / "script"
    file.touch(mode=0o755)
    return file
