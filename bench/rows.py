"""The measurements, in order; a further one is one more file and one more line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import evaluation, function_import, pages, pipeline, preview, saves, start, throughput

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.line import Section
    from bench.stage import Stage

ROWS: tuple[Callable[[Stage], Section], ...] = (
    throughput.measure,
    pipeline.measure,
    pages.measure,
    evaluation.measure,
    preview.measure,
    start.measure,
    saves.measure,
    function_import.measure,
)
