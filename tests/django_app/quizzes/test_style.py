"""The colours' contrast, as WCAG 2.2 counts it: https://www.w3.org/TR/WCAG22/#contrast-minimum."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STYLE = Path(__file__).parents[3] / "django_app/quizzes/static/quizzes/style.css"
TEXT, PART = 4.5, 3.0


def schemes() -> dict[str, dict[str, str]]:
    """The colours by name, light and dark."""
    light, dark = re.findall(r":root \{(.*?)\}", STYLE.read_text(), flags=re.DOTALL)[:2]
    return {
        "light": dict(re.findall(r"--([\w-]+): (#\w{6});", light)),
        "dark": dict(re.findall(r"--([\w-]+): (#\w{6});", dark)),
    }


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "page", TEXT),
        ("ink", "surface", TEXT),
        ("ink", "tint", TEXT),
        ("muted", "page", TEXT),
        ("muted", "surface", TEXT),
        ("accent", "page", TEXT),
        ("accent", "surface", TEXT),
        ("accent-strong", "surface", TEXT),
        ("accent-strong", "tint", TEXT),
        ("on-accent", "accent", TEXT),
        ("on-accent", "accent-strong", TEXT),
        ("right", "right-tint", TEXT),
        ("right", "surface", TEXT),
        ("wrong", "wrong-tint", TEXT),
        ("wrong", "surface", TEXT),
        ("line", "surface", PART),
    ],
)
def test_everybody_can_tell_front_from_back(
    front: str, back: str, least: float, scheme: str
) -> None:
    colours = schemes()[scheme]
    lighter, darker = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least
