from __future__ import annotations

import os

import pytest

from gatehouse.hosts.output import pass_on


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (b"one\ntwo\n", ["one", "two"]),
        (b"one\nrest", ["one", "rest"]),
        (b"\xff\n", ["\N{REPLACEMENT CHARACTER}"]),
        (b"", []),
    ],
)
async def test_what_is_printed_is_passed_on_line_by_line(
    printed: bytes, expected: list[str]
) -> None:
    reading, writing = os.pipe()
    os.write(writing, printed)
    os.close(writing)
    lines: list[str] = []
    await pass_on(reading, lines.append)
    assert lines == expected
