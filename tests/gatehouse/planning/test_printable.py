from __future__ import annotations

from gatehouse.planning.printable import printable


def test_what_steers_a_terminal_is_escaped() -> None:
    assert printable("é \x1b[2J\n\u202eabc") == r"é \x1b[2J\n\u202eabc"
