from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client


@pytest.mark.parametrize("path", ["/quizzes/", "/quizzes/0/", "/admin/login/"])
def test_every_page_may_load_from_the_site_alone_and_nothing_inline(
    path: str, client: Client
) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]
    directives = dict(each.split(" ", 1) for each in policy.split("; "))
    assert directives["default-src"] == "'none'"
    assert set(directives.values()) == {"'none'", "'self'"}
