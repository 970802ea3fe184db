"""The app settings: whether a gateway is in front of the app, and at which paths."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = re.compile(r"(/[A-Za-z0-9_.-]+)+")
SWITCH = {"true": True, "1": True, "false": False, "0": False}


class SettingsError(ValueError):
    """An app setting holds what the app can't use; the message says what it can."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of the app; the defaults suit a laptop without a gateway."""

    running_in_production: bool = False
    """True when an API Management gateway is in front of the app."""
    public_path: str = "/public"
    """Prefix at which the gateway serves the documentation, without a key."""
    api_path: str = "/api"
    """Prefix at which the gateway serves the API, with a subscription key."""

    def __post_init__(self) -> None:
        """Raises SettingsError for prefixes that a gateway can't have."""
        for name, path in (("PUBLIC_PATH", self.public_path), ("API_PATH", self.api_path)):
            if not PREFIX.fullmatch(path):
                raise SettingsError(
                    f"{name} is {path!r}; allowed is a path such as '/public', of letters, digits "
                    f"and '_.-', without a slash at the end. Correct the app setting {name}."
                )
        if self.public_path == self.api_path:
            raise SettingsError(
                f"PUBLIC_PATH and API_PATH are both {self.api_path!r}; the gateway tells the two "
                "APIs apart by their paths. Give one of these app settings another path."
            )

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Reads RUNNING_IN_PRODUCTION, PUBLIC_PATH and API_PATH; raises SettingsError."""
        return cls(
            running_in_production=_switch(environ, "RUNNING_IN_PRODUCTION"),
            public_path=environ.get("PUBLIC_PATH", cls.public_path),
            api_path=environ.get("API_PATH", cls.api_path),
        )


def _switch(environ: Mapping[str, str], name: str) -> bool:
    given = environ.get(name, "false")
    if given.lower() not in SWITCH:
        raise SettingsError(
            f"{name} is {given!r}; allowed are 'true' and 'false'. Correct the app setting {name}, "
            "or remove it to run without a gateway."
        )
    return SWITCH[given.lower()]
