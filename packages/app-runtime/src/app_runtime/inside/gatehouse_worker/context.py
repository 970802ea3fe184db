"""What a function may know about its own invocation.

https://learn.microsoft.com/azure/azure-functions/functions-reference-python#context
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Mapping

THREAD_LOCAL_STORAGE = threading.local()


@dataclass(frozen=True, slots=True)
class TraceContext:
    """The W3C trace that the request belongs to; both are empty without one."""

    trace_parent: str
    trace_state: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RetryContext:
    """HTTP triggers are not retried: this is the first attempt."""

    retry_count: int = 0
    max_retry_count: int = 0
    exception: None = None


@dataclass(frozen=True, slots=True)
class FunctionContext:
    """One invocation, as `func.Context` describes it."""

    function_name: str
    function_directory: str
    invocation_id: str
    trace_context: TraceContext
    retry_context: RetryContext
    thread_local_storage: threading.local

    @classmethod
    def of(cls, name: str, directory: str, headers: Mapping[str, str]) -> FunctionContext:
        """Returns the context of a new invocation; `headers` are those of its request."""
        trace = TraceContext(headers.get("traceparent", ""), headers.get("tracestate", ""), {})
        return cls(name, directory, str(uuid4()), trace, FIRST_ATTEMPT, THREAD_LOCAL_STORAGE)


FIRST_ATTEMPT = RetryContext()
