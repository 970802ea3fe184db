from __future__ import annotations

from app_runtime.inside.gatehouse_worker.context import FunctionContext


def test_the_context_tells_the_requests_trace() -> None:
    headers = {"traceparent": "00-1-2-01", "tracestate": "a=b"}
    trace = FunctionContext.of("hello", "/code", headers).trace_context
    assert (trace.trace_parent, trace.trace_state) == ("00-1-2-01", "a=b")


def test_without_a_trace_its_words_are_empty() -> None:
    trace = FunctionContext.of("hello", "/code", {}).trace_context
    assert (trace.trace_parent, trace.trace_state, trace.attributes) == ("", "", {})


def test_every_invocation_has_an_id_of_its_own() -> None:
    contexts = [FunctionContext.of("hello", "/code", {}) for _ in range(2)]
    assert contexts[0].invocation_id != contexts[1].invocation_id


def test_an_http_trigger_is_at_its_first_attempt() -> None:
    retry = FunctionContext.of("hello", "/code", {}).retry_context
    assert (retry.retry_count, retry.max_retry_count, retry.exception) == (0, 0, None)
