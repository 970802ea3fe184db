"""The environment variables that an app reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.adopting.hint import Place
from gatehouse.adopting.wanted_settings import WantedSetting, wanted_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from gatehouse.adopting.app_folder import AppFolder

READ: Mapping[str, tuple[str, dict[str, bool]]] = {
    "subscript": ('os.environ["SHOP"]', {"SHOP": True}),
    "set, not read": ('os.environ["SHOP"] = "x"', {}),
    "imported": ('from os import environ\nenviron["SHOP"]', {"SHOP": True}),
    "a request": ('def app(environ, start):\n    environ["HTTP_HOST"]', {}),
    "getenv": ('os.getenv("A"), os.environ.get("B", "x")', {"A": False, "B": False}),
    "imported getenv": ('from os import getenv\ngetenv("A")', {"A": False}),
    "somebody's getenv": ('getenv("A")', {}),
    "django-environ": ('env("A"), env.bool("B", default=True)', {"A": True, "B": False}),
    "decouple": (
        'config("A", "x"), config("B"), config("lower"), config()',
        {"A": False, "B": True},
    ),
    "once required": ('os.getenv("A")\nos.environ["A"]\nos.getenv("A")', {"A": True}),
    "pydantic": (
        """
        class Common(BaseSettings):
            model_config = SettingsConfigDict(env_prefix="shop_")
            kept: ClassVar[str] = "x"
            name: str
            size: int = 3

        class Settings(Common):
            token: str = Field(...)
            limit: int = Field(5)
            colour: str = Field(default="red")
            mail: str = Field(description="where")
            key: str = Field(validation_alias="API_KEY")

            def method(self): ...

        class Old(pydantic.BaseSettings):
            debug: bool

            class Config:
                env_prefix = "OLD_"

        class Plain:
            other: str
        """,
        {
            "API_KEY": True,
            "COLOUR": False,
            "LIMIT": False,
            "MAIL": True,
            "OLD_DEBUG": True,
            "SHOP_NAME": True,
            "SHOP_SIZE": False,
            "TOKEN": True,
        },
    ),
}


@pytest.mark.parametrize("case", READ)
def test_what_the_code_reads_is_known(case: str, make_app: Callable[..., AppFolder]) -> None:
    code, expected = READ[case]
    found = wanted_settings(make_app({"settings.py": code}))
    assert {one.name: one.required for one in found} == expected


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("SECRET_KEY", True),
        ("STRIPE_TOKEN", True),
        ("DATABASE_URL", True),
        ("FRONTEND_URL", False),
        ("ACCESS_TOKEN_EXPIRE_MINUTES", False),
        ("SHOP_NAME", False),
    ],
)
def test_a_secret_is_told_by_its_name(name: str, secret: bool, tmp_path: Path) -> None:  # noqa: FBT001
    wanted = WantedSetting(name=name, place=Place(tmp_path, 1), required=True)
    assert wanted.looks_secret == secret
