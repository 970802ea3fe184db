"""What a function gets whose trigger is not HTTP, when it is run by hand with a payload.

https://learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http
"""

from __future__ import annotations

from typing import Any

from azure.functions import meta

FORMS = ("json", "string", "bytes")
"""The forms in which the host hands data over; each trigger's decoder takes some of them."""
# What the decoders of Service Bus and Event Hubs look for, to see that it is one message.
METADATA = {
    name: meta.Datum("{}", "json") for name in ("UserProperties", "Properties", "SystemProperties")
}
TIMER = '{"IsPastDue": false, "Schedule": {}, "ScheduleStatus": {}}'


def decoded(trigger_type: str, payload: bytes) -> Any:  # noqa: ANN401 - one class for each trigger
    """Returns what the SDK's own decoder makes of the payload, such as a `QueueMessage`.

    `trigger_type` is as a binding has it, such as `queueTrigger`. Without a payload a timer gets
    that of a run in time. Raises ValueError for a payload that the trigger can't have.
    """
    decoder = meta.get_binding_registry().get(trigger_type)  # type: ignore[no-untyped-call]
    if trigger_type == "timerTrigger" and not payload.strip():
        payload = TIMER.encode()
    for form in FORMS:
        data = meta.Datum(payload if form == "bytes" else payload.decode(), form)
        try:
            return decoder.decode(data, trigger_metadata=METADATA)
        except (NotImplementedError, ValueError):
            continue  # the decoder's way to say that it takes another form
    raise ValueError(
        f"the payload {payload[:80]!r} can't be that of a {trigger_type}; allowed is the text or "
        "JSON of one message; correct the request's `input`"
    )


class Output:
    """Takes what a function hands to a service that only Azure has, as `func.Out` does."""

    def __init__(self) -> None:
        self._value: object = None

    def set(self, value: object) -> None:
        """Keeps the value."""
        self._value = value

    def get(self) -> object:
        """Returns the value; None before `set`."""
        return self._value
