from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app_runtime.inside.gatehouse_worker.fault import message
from app_runtime.inside.gatehouse_worker.function_app import IndexingError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app_runtime.inside.conftest import Load


def test_a_traceback_begins_with_the_apps_own_code(load: Load, tmp_path: Path) -> None:
    with pytest.raises(ModuleNotFoundError) as caught:
        load("import no_such_module")
    # The first frame is this test's own.
    assert caught.value.__traceback__ is not None
    error = caught.value.with_traceback(caught.value.__traceback__.tb_next.tb_next)  # type: ignore[union-attr]
    assert message(error, tmp_path).splitlines() == [
        f"the code in {tmp_path} can't be loaded. Correct it:",
        "Traceback (most recent call last):",
        f'  File "{tmp_path}/function_app.py", line 1, in <module>',
        "    import no_such_module",
        "ModuleNotFoundError: No module named 'no_such_module'",
    ]


def test_a_syntax_error_has_no_frames_at_all(load: Load, tmp_path: Path) -> None:
    with pytest.raises(SyntaxError) as caught:
        load("def broken(:")
    error = caught.value.with_traceback(None)
    assert message(error, tmp_path).splitlines()[1:3] == [
        f'  File "{tmp_path}/function_app.py", line 1',
        "    def broken(:",
    ]


def test_what_cannot_be_indexed_is_said_in_words(tmp_path: Path) -> None:
    assert message(IndexingError("no app"), tmp_path) == "no app"
