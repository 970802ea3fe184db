"""What docs/uploads.md tells a Django site to write into its settings.

Tests of the component are in tests/components/services/test_web_service.py.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import pytest

from components.web.media_storage import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture
def django_settings(root: Path) -> str:
    first = BLOCK.search((root / "docs" / "uploads.md").read_text())
    assert first
    return first[1]


def options_of(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {"os": os, "DefaultAzureCredential": lambda: "a token"}
    exec(text, found)  # noqa: S102 - our own document
    options: dict[str, Any] = found["STORAGES"]["default"]["OPTIONS"]
    return options


def test_in_azure_the_documented_settings_lead_to_the_account(
    django_settings: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in SETTINGS:
        monkeypatch.setenv(name, name.lower())
    assert options_of(django_settings) == {
        "account_name": "azure_account_name",
        "azure_container": "azure_container",
        "token_credential": "a token",
    }


def test_on_a_laptop_the_documented_settings_lead_to_the_folder(
    django_settings: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AZURE_ACCOUNT_NAME", raising=False)
    monkeypatch.setenv("MEDIA_ROOT", "/srv/media")
    options = options_of(django_settings)
    assert options == {"location": "/srv/media", "base_url": "/media/"}
