"""The packages that an app lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.adopting.listed_packages import listed_packages, missing_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.adopting.app_folder import AppFolder


def test_packages_have_one_spelling_and_their_line(make_app: Callable[..., AppFolder]) -> None:
    app = make_app({"requirements.txt": "# of the shop\nFlask_Migrate>=4\npsycopg[binary]==3.2\n"})
    found = {name: str(place) for name, place in listed_packages(app).items()}
    assert found == {
        "flask-migrate": "shop/requirements.txt:2",
        "psycopg": "shop/requirements.txt:3",
    }
    assert missing_list(app) == []


def test_the_lock_of_uv_lists_them_too(make_app: Callable[..., AppFolder]) -> None:
    lock = '[[package]]\nname = "flask"\n'
    app = make_app({"pyproject.toml": '[project]\nname = "shop"\n', "uv.lock": lock})
    assert set(listed_packages(app)) == {"flask"}


def test_a_folder_without_a_list_is_told(make_app: Callable[..., AppFolder]) -> None:
    app = make_app({"pyproject.toml": ""})
    assert listed_packages(app) == {}
    (found,) = missing_list(app)
    assert "shop has no requirements.txt" in found.says
    assert found.remedy.startswith("run `uv lock` there")
