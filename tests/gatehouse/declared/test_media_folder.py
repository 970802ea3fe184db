"""A folder in place of a storage account."""

from __future__ import annotations

from pathlib import Path

import pytest

from gatehouse.declared.media_folder import with_media_folder

FOLDER = Path("/srv/.local/media/app-1")
ACCOUNT = {"AZURE_ACCOUNT_NAME": "stmedia1", "AZURE_CONTAINER": "media"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"A": "1", **ACCOUNT}, {"A": "1", "MEDIA_ROOT": str(FOLDER)}),
        ({"MEDIA_ROOT": "/mine", **ACCOUNT}, {"MEDIA_ROOT": "/mine"}),
        ({"A": "1"}, {"A": "1"}),
        ({"AZURE_CONTAINER": "of something else"}, {"AZURE_CONTAINER": "of something else"}),
        ({"AZURE_ACCOUNT_NAME": "another"}, {"AZURE_ACCOUNT_NAME": "another"}),
    ],
)
def test_uploads_go_into_the_folder(given: dict[str, str], expected: dict[str, str]) -> None:
    assert with_media_folder(given, FOLDER) == expected
