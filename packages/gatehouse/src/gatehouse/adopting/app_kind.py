"""What an app can be, by what would serve it in Azure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatehouse.adopting.hint import Place


class AppKind(StrEnum):
    """The kinds of entry that the program has."""

    FUNCTIONS = "functions"
    """A function app, whose gateway publishes it."""
    DJANGO = "django"
    """A site that manages itself by manage.py."""
    WEB = "web"
    """Any other site that speaks WSGI or ASGI."""


@dataclass(frozen=True, kw_only=True)
class RecognisedApp:
    """What an app's folder holds, and what told so."""

    kind: AppKind
    says: str
    """What it is, in words, such as `Flask`."""
    place: Place
    """The line that tells."""
    target: str = ""
    """What a server is told to load, such as `shop.main:app`."""
    asgi: bool = False
    """Whether it speaks ASGI; WSGI otherwise."""
    settings_module: str = ""
    """Where Django's settings are, such as `shop.settings`."""
    functions: tuple[tuple[str, str, Place], ...] = ()
    """Functions that no request starts: name, trigger and place."""
