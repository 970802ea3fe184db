from __future__ import annotations

from app_runtime.environments.debugging import DEBUGPY, debug_setting, debugger


def test_an_app_needs_the_package_only_where_a_debugger_is_asked_for() -> None:
    assert (debugger(debug_setting(5678)), debugger({"DEBUG": "1"})) == ((DEBUGPY,), ())
