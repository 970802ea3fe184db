"""The measurements as programs read them."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.line import Line, Section


def record(sections: Iterable[Section]) -> str:
    """Returns all rounds of all lines as JSON, and what machine they were made on."""
    document = {
        "python": platform.python_version(),
        "machine": platform.platform(),
        "cores": os.cpu_count(),
        "sections": [
            {
                "title": section.title,
                "notes": list(section.notes),
                "lines": [_line(line) for line in section.lines],
            }
            for section in sections
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _line(line: Line) -> dict[str, Any]:
    ratios = line.ratios
    return {
        **asdict(line),
        "goal": str(line.goal or ""),
        "verdict": line.verdict,
        "ratios": ratios,
        "ratio": median(ratios) if ratios else None,
    }
