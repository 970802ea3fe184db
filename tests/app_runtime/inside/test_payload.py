from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from app_runtime.inside.gatehouse_worker.payload import Output, decoded

if TYPE_CHECKING:
    from collections.abc import Callable

EVENT = {
    "id": "1",
    "topic": "t",
    "subject": "s",
    "eventType": "e",
    "eventTime": "2026-01-01T00:00:00Z",
    "data": {},
    "dataVersion": "1",
}


@pytest.mark.parametrize(
    ("trigger", "payload", "seen", "expected"),
    [
        ("timerTrigger", "", lambda timer: timer.past_due, False),
        ("timerTrigger", '{"IsPastDue": true}', lambda timer: timer.past_due, True),
        ("queueTrigger", "a name", lambda message: message.get_body(), b"a name"),
        ("blobTrigger", "some words", lambda blob: blob.read(), b"some words"),
        ("serviceBusTrigger", "a name", lambda message: message.get_body(), b"a name"),
        ("eventHubTrigger", "a name", lambda event: event.get_body(), b"a name"),
        ("eventGridTrigger", json.dumps(EVENT), lambda event: event.subject, "s"),
    ],
)
def test_a_payload_becomes_what_the_trigger_hands_over(
    trigger: str, payload: str, seen: Callable[[Any], object], expected: object
) -> None:
    assert seen(decoded(trigger, payload.encode())) == expected


def test_a_payload_that_the_trigger_cannot_have_is_refused() -> None:
    with pytest.raises(ValueError, match="the payload b'no event' can't be that of a eventGrid"):
        decoded("eventGridTrigger", b"no event")


def test_an_output_keeps_what_is_set() -> None:
    output = Output()
    before = output.get()
    output.set("value")
    assert (before, output.get()) == (None, "value")
