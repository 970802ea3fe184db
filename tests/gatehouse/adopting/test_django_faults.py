"""What is told about Django's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.adopting.django_faults import django_faults
from gatehouse.adopting.recognition import recognise

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.adopting.app_folder import AppFolder

MANAGE = 'setdefault("DJANGO_SETTINGS_MODULE", "{}")'
GOOD = """
ALLOWED_HOSTS = [os.environ["WEBSITE_HOSTNAME"]]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
"""


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (GOOD, []),
        (f"{GOOD}DEBUG = os.environ.get('DEBUG') == 'true'", []),
        (f"{GOOD}DEBUG = True", ["shop/conf.py:4: DEBUG is on"]),
        (f"{GOOD}DEBUG: bool = True", ["shop/conf.py:4: DEBUG is on"]),
        (GOOD.replace('os.environ["WEBSITE_HOSTNAME"]', '"*"'), []),
        (GOOD.replace('os.environ["WEBSITE_HOSTNAME"]', "'x.org'"), ["shop/conf.py:2: ALLOWED_"]),
        ("SECURE_PROXY_SSL_HEADER = 1", ["shop/conf.py:1: ALLOWED_HOSTS doesn't know"]),
        ("ALLOWED_HOSTS = []\nALLOWED_HOSTS += env('H')\nCSRF_TRUSTED_ORIGINS = []", []),
        ("ALLOWED_HOSTS = ['*']", ["shop/conf.py:1: every form answers 403"]),
        (
            "ALLOWED_HOSTS = ['*']\nSECURE_SSL_REDIRECT = True",
            ["shop/conf.py:2: SECURE_SSL_REDIRECT sends everybody round"],
        ),
        (
            f"{GOOD}INSTALLED_APPS = ['django.contrib.staticfiles']",
            ["shop/conf.py:4: nothing serves the static files"],
        ),
        (
            f"{GOOD}APPS = ['django.contrib.staticfiles', 'whitenoise']\nSTATIC_ROOT = 'x'",
            [],
        ),
    ],
)
def test_settings_that_fail_behind_a_proxy_are_told(
    settings: str, expected: list[str], make_app: Callable[..., AppFolder]
) -> None:
    app = make_app({"manage.py": MANAGE.format("conf"), "conf.py": settings})
    found = [str(one) for one in django_faults(app, recognise(app))]
    assert len(found) == len(expected)
    assert all(one.startswith(start) for one, start in zip(found, expected, strict=True))


def test_settings_in_several_files_count_as_one(make_app: Callable[..., AppFolder]) -> None:
    files = {"conf/settings/base.py": GOOD, "conf/settings/production.py": "DEBUG = True"}
    app = make_app({"manage.py": MANAGE.format("conf.settings.production"), **files})
    (found,) = django_faults(app, recognise(app))
    assert str(found).startswith("shop/conf/settings/production.py:1: DEBUG is on")


def test_settings_that_arent_there_are_told(make_app: Callable[..., AppFolder]) -> None:
    app = make_app({"manage.py": MANAGE.format("conf")})
    (found,) = django_faults(app, recognise(app))
    assert str(found).startswith("shop/manage.py:1: the settings conf aren't in this folder")
