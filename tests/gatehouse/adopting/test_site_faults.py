"""What is told about any app."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.adopting.listed_packages import listed_packages
from gatehouse.adopting.site_faults import extensions, health_path, site_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gatehouse.adopting.app_folder import AppFolder


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"app.py": "x = 1"}, []),
        (
            {"requirements.txt": "flask\ncelery\nredis\n"},
            [
                "shop/requirements.txt:2: celery wants a worker process",
                "shop/requirements.txt:3: redis wants a cache server",
            ],
        ),
        (
            {"app.py": "URL = 'sqlite:///shop.db'"},
            ["shop/app.py:1: keeps its data in a file, which the next release takes away"],
        ),
        (
            {"app.py": "MEDIA_ROOT = BASE / 'media'"},
            ["shop/app.py:1: MEDIA_ROOT is a folder, which no other instance sees"],
        ),
        ({"app.py": "print 1"}, ["shop/app.py:1: can't be read: "]),
    ],
)
def test_what_lives_on_a_laptop_alone_is_told(
    files: Mapping[str, str], expected: list[str], make_app: Callable[..., AppFolder]
) -> None:
    app = make_app({"requirements.txt": "", **files})
    packages = listed_packages(app)
    found = [str(one).partition("\n")[0] for one in site_faults(app, packages)]
    assert len(found) == len(expected)
    assert all(one.startswith(start) for one, start in zip(found, expected, strict=True))


def test_extensions_are_found_in_operations_and_in_sql(make_app: Callable[..., AppFolder]) -> None:
    code = """
        operations = [HStoreExtension(), operations.CITextExtension(), other()]
        op.execute('CREATE EXTENSION IF NOT EXISTS "uuid-ossp"')
        op.execute("create extension citext")
    """
    found = {name: str(place) for name, place in extensions(make_app({"m.py": code})).items()}
    assert found == {
        "hstore": "shop/m.py:2",
        "citext": "shop/m.py:2",
        "uuid-ossp": "shop/m.py:3",
    }


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ('@app.get("/healthz")\ndef health(): ...', "/healthz"),
        ('urlpatterns = [path("api/health/", view)]', "/api/health/"),
        ('print("healthz")', None),
        ('@app.get("/items")\ndef items(): ...', None),
        ("x()", None),
    ],
)
def test_a_health_check_is_told_by_its_route(
    code: str, path: str | None, make_app: Callable[..., AppFolder]
) -> None:
    found = health_path(make_app({"app.py": code}))
    assert (found and found[0]) == path
