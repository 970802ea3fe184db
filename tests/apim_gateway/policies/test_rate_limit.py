from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from apim_gateway.errors import LoadError, PolicyError
from apim_gateway.runtime.gateway import Gateway
from apim_gateway.service.model import Api, Document, NamedValue, Operation, Service, Subscription
from tests.apim_gateway.policies.steps import Call, Compile, refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from apim_gateway.compiling.steps import Step
    from apim_gateway.messages.exchange import Exchange
    from tests.apim_gateway.stand_ins import Clock


REPORT = (
    'remaining-calls-header-name="X-Left" total-calls-header-name="X-All" '
    'remaining-calls-variable-name="left" retry-after-variable-name="wait"'
)
PLAIN = '<rate-limit calls="2" renewal-period="60"/>'


@pytest.fixture
def exchange(make_exchange: Callable[..., Exchange]) -> Exchange:
    exchange = make_exchange()
    exchange.subscription = Subscription(id="s1", name="")
    return exchange


@pytest.fixture
def admit(exchange: Exchange) -> Call:
    """Sends a call; returns the error that stopped it."""

    def admit(
        step: Step, key: str = "s1", api: str = "demo", operation: str = "get-items"
    ) -> PolicyError | None:
        assert exchange.api is not None
        assert exchange.operation is not None
        exchange.subscription = Subscription(id=key, name="") if key else None
        exchange.api = replace(exchange.api, id=api)
        exchange.operation = replace(exchange.operation, id=operation, name=f"The {operation}")
        return refusal(exchange, step)

    return admit


def test_calls_beyond_the_limit_wait_until_one_has_left_the_window(
    compile_policy: Compile, admit: Call, clock: Clock
) -> None:
    step = compile_policy(PLAIN)
    refused = []
    for second in (0, 3, 59, 60, 62, 63):
        clock.now = 1000 + second
        refused.append(admit(step) is not None)
    assert refused == [False, False, True, False, True, False]


def test_the_429_says_when_to_come_back(compile_policy: Compile, admit: Call, clock: Clock) -> None:
    step = compile_policy(PLAIN)
    admit(step)
    admit(step)
    clock.now += 3.5
    error = admit(step)
    assert error is not None
    assert (error.source, error.reason, error.message, error.status, error.headers, error.body) == (
        "rate-limit",
        "RateLimitExceeded",
        "Rate limit is exceeded",
        429,
        (("Retry-After", "57"),),
        "Rate limit is exceeded. Try again in 57 seconds.",
    )


def test_each_subscription_has_its_own_calls(compile_policy: Compile, admit: Call) -> None:
    step = compile_policy('<rate-limit calls="1" renewal-period="60"/>')
    assert [admit(step, key) is None for key in ("s1", "s2", "s1")] == [True, True, False]


@pytest.mark.parametrize("parts", ["", '<api id="demo" calls="1" renewal-period="60"/>'])
def test_calls_without_a_key_are_not_limited(
    compile_policy: Compile, admit: Call, parts: str
) -> None:
    step = compile_policy(f'<rate-limit calls="1" renewal-period="60">{parts}</rate-limit>')
    assert [admit(step, "") is None for _ in range(3)] == [True, True, True]


def test_the_counters_outlive_a_reload(compile_policy: Compile, admit: Call) -> None:
    before, after = (compile_policy(PLAIN) for _ in range(2))
    assert [admit(step) is None for step in (before, after, after)] == [True, True, False]


def test_documents_count_apart(compile_policy: Compile, admit: Call) -> None:
    product, api = (
        compile_policy('<rate-limit calls="1" renewal-period="60"/>', scope=scope)
        for scope in ("product", "api")
    )
    assert [admit(step) is None for step in (product, api, product)] == [True, True, False]


NESTED = """
<rate-limit calls="4" renewal-period="60">
  <api id="demo" name="ignored" calls="3" renewal-period="60">
    <operation name="The get-items" calls="1" renewal-period="60"/>
    <operation id="other" calls="1" renewal-period="60"/>
  </api>
</rate-limit>"""


@pytest.mark.parametrize(
    ("calls", "passed"),
    [
        ([("elsewhere", "x")] * 5, 4),
        ([("demo", "get-items"), ("demo", "get-items")], 1),
        ([("demo", "other"), ("demo", "other")], 1),
        ([("elsewhere", "other"), ("elsewhere", "other")], 2),
    ],
)
def test_apis_and_operations_have_limits_of_their_own(
    compile_policy: Compile, admit: Call, calls: list[tuple[str, str]], passed: int
) -> None:
    step = compile_policy(NESTED)
    outcomes = [admit(step, api=api, operation=operation) is None for api, operation in calls]
    assert sum(outcomes) == passed


def test_a_refused_call_uses_up_no_other_limit(compile_policy: Compile, admit: Call) -> None:
    step = compile_policy(NESTED)
    refused = [admit(step) is not None for _ in range(4)]
    others = [admit(step, api="elsewhere") is None for _ in range(4)]
    assert (refused, others) == ([False, True, True, True], [True, True, True, False])


def test_names_are_display_names(compile_policy: Compile, admit: Call) -> None:
    step = compile_policy(
        '<rate-limit calls="9" renewal-period="60">'
        '<api name="Demo" calls="1" renewal-period="60"/></rate-limit>'
    )
    assert [admit(step) is None for _ in range(2)] == [True, False]


@pytest.mark.parametrize("parts", ["", '<api id="other" calls="1" renewal-period="60"/>'])
def test_variables_and_headers_hold_the_numbers(
    compile_policy: Compile, admit: Call, exchange: Exchange, clock: Clock, parts: str
) -> None:
    step = compile_policy(
        f'<rate-limit calls="2" renewal-period="60" {REPORT}>{parts}</rate-limit>'
    )
    told = []
    for second in (0, 0, 10):
        clock.now = 1000 + second
        exchange.variables, exchange.final_headers = {}, []
        admit(step)
        told.append((exchange.variables, dict(exchange.final_headers)))
    assert told == [
        ({"left": 1}, {"X-Left": "1", "X-All": "2"}),
        ({"left": 0}, {"X-Left": "0", "X-All": "2"}),
        ({"left": 0, "wait": 50}, {"X-Left": "0", "X-All": "2"}),
    ]


def test_without_names_only_the_limit_itself_is_told(
    compile_policy: Compile, admit: Call, exchange: Exchange
) -> None:
    admit(compile_policy(PLAIN))
    assert (exchange.variables, exchange.final_headers) == ({}, [])


def test_the_retry_header_can_have_another_name(compile_policy: Compile, admit: Call) -> None:
    step = compile_policy(
        '<rate-limit calls="1" renewal-period="30" retry-after-header-name="X-Retry"/>'
    )
    admit(step)
    error = admit(step)
    assert error is not None
    assert error.headers == (("X-Retry", "30"),)


def test_named_values_may_be_limits(compile_policy: Compile, admit: Call) -> None:
    step = compile_policy(
        '<rate-limit calls="{{limit}}" renewal-period="60"/>',
        named_values=(NamedValue(name="limit", value="1"),),
    )
    assert [admit(step) is None for _ in range(2)] == [True, False]


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ('<rate-limit renewal-period="60"/>', "the attribute 'calls' is missing"),
        ('<rate-limit calls="x" renewal-period="60"/>', "calls='x' is refused; use a whole number"),
        ('<rate-limit calls="0" renewal-period="60"/>', "calls='0' is refused"),
        ('<rate-limit calls="1" renewal-period="301"/>', "use a whole number from 1 to 300"),
        ('<rate-limit calls="@(1)" renewal-period="60"/>', "only a literal may stand here"),
        ('<rate-limit calls="1" renewal-period="60" key="k"/>', "the attribute 'key' is not known"),
        (
            PLAIN.replace("/>", '><api calls="1" renewal-period="60"/></rate-limit>'),
            "neither name nor id is given",
        ),
        (
            NESTED.replace('id="other" calls="1" renewal-period="60"', 'id="other" calls="1"'),
            "the attribute 'renewal-period' is missing",
        ),
    ],
)
def test_a_wrong_setting_is_refused_at_load(
    compile_policy: Compile, policy: str, message: str
) -> None:
    with pytest.raises(LoadError, match=message):
        compile_policy(policy)


def test_it_is_not_for_all_apis(compile_policy: Compile) -> None:
    with pytest.raises(LoadError, match="not allowed in the scope 'global'"):
        compile_policy(PLAIN, scope="global")


def test_it_may_stand_only_once(compile_policy: Compile) -> None:
    with pytest.raises(LoadError, match="may stand only once in a policy document"):
        compile_policy(PLAIN, PLAIN)


async def test_the_counters_outlive_a_reload_of_the_gateway(
    serve: Callable[[Gateway], Awaitable[str]],
    call: Callable[..., Awaitable[Any]],
    clock: Clock,
) -> None:
    policies = f"<policies><inbound>{PLAIN}<return-response/></inbound></policies>"
    api = Api(
        id="demo",
        name="Demo",
        path="demo",
        operations=(Operation(id="get", name="", method="GET", url_template="/items"),),
        policy=Document(policies, "policy.xml"),
    )
    subscription = Subscription(id="s1", name="", primary_key="one")
    service = Service(name="svc", apis=(api,), subscriptions=(subscription,))
    app = Gateway(service, clock=clock)
    url = await serve(app)
    statuses = []
    for seconds in (0, 1, 2, 57, 1):
        clock.now += seconds
        app.reload(service)
        answer = await call("GET", f"{url}/demo/items", {"Ocp-Apim-Subscription-Key": "one"})
        statuses.append(answer.status)
    assert statuses == [200, 200, 429, 200, 200]
