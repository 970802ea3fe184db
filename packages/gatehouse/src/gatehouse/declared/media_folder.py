"""The folder that stands on a laptop for the storage account of a site's uploads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ACCOUNT, CONTAINER = "AZURE_ACCOUNT_NAME", "AZURE_CONTAINER"
MEDIA_ROOT = "MEDIA_ROOT"


def with_media_folder(settings: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Returns the settings of a site with a folder instead of the account for its uploads, if any.

    An example: `AZURE_ACCOUNT_NAME=stmedia1` and `AZURE_CONTAINER=media` become
    `MEDIA_ROOT=/…/.local/media/app-1`. A site that is given a MEDIA_ROOT keeps it.
    """
    if ACCOUNT not in settings or CONTAINER not in settings:
        return dict(settings)
    others = {name: one for name, one in settings.items() if name not in {ACCOUNT, CONTAINER}}
    return {MEDIA_ROOT: str(folder), **others}
