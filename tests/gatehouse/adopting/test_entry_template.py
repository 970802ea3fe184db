"""The text of an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.adopting.app_kind import AppKind
from gatehouse.adopting.entry_template import EntryTemplate
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_programs_own_template_is_there_for_every_kind(root: Path) -> None:
    for kind in AppKind:
        template = EntryTemplate.load(kind, root)
        assert template.entry
        assert all(one.startswith("from ") for one in template.imports)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "does not exist; allowed is the folder of a program that keeps the entries"),
        ("[web", "is no TOML"),
        ("[web]\n", r"has no table \[functions\]"),
    ],
)
def test_a_program_without_a_template_is_refused(
    text: str | None, message: str, tmp_path: Path
) -> None:
    if text is not None:
        (tmp_path / "templates").mkdir()
        (tmp_path / "templates" / "adopt.toml").write_text(text)
    with pytest.raises(LocalError, match=message):
        EntryTemplate.load(AppKind.FUNCTIONS, tmp_path)


def test_what_is_known_of_the_app_is_filled_in() -> None:
    template = EntryTemplate(imports=(), entry="\n$variable = Site($name)\n")
    assert template.imports_of("shop = Site()") == []
    assert template.render({"variable": "shop", "name": '"shop"'}) == 'shop = Site("shop")\n'
