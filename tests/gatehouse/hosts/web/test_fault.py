from __future__ import annotations

from pathlib import Path

import pytest

from gatehouse.hosts.web.fault import fault

SITE = Path("/site")
FRAME = '  File "/site/shop/views.py", line 12, in index'
PACKAGE = '  File "/env/lib/django/urls.py", line 5, in include'


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], ""),
        (["Booting worker", "NameError: no traceback"], ""),
        (
            [
                "Traceback:",
                FRAME,
                "    prise",
                PACKAGE,
                "    import x",
                "NameError: prise",
                "later",
            ],
            "shop/views.py, line 12: NameError: prise",
        ),
        (["Traceback:", PACKAGE, "    import x", "NameError: prise"], ""),
        (
            ['  File "app.py", line 3', "    app =", "        ^", "", "SyntaxError: invalid"],
            "app.py, line 3: SyntaxError: invalid",
        ),
        (
            [FRAME, "shop.errors.Oops", "Traceback:", PACKAGE, "ValueError"],
            "shop/views.py, line 12: shop.errors.Oops",
        ),
    ],
)
def test_the_place_of_an_error_is_the_last_one_in_the_apps_own_code(
    lines: list[str], expected: str
) -> None:
    assert fault(lines, SITE) == expected
