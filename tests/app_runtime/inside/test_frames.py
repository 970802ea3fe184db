from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app_runtime.inside.gatehouse_worker.frames import FrameReader, frame

if TYPE_CHECKING:
    from app_runtime.inside.gatehouse_worker.frames import Head

TWO: list[tuple[Head, bytes]] = [(["call", 1, "ä"], b"body"), (["retire"], b"")]


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_frames_arrive_whole_however_they_are_split(size: int) -> None:
    sent = b"".join(frame(head, body) for head, body in TWO)
    reader = FrameReader()
    pieces = [sent[start : start + size] for start in range(0, len(sent), size)]
    assert [found for piece in pieces for found in reader.feed(piece)] == TWO


def test_half_a_frame_is_none() -> None:
    assert list(FrameReader().feed(frame(["retire"])[:-1])) == []
