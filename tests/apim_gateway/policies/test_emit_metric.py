import logging

import pytest

from apim_gateway.errors import LoadError, PolicyError
from apim_gateway.policies.emit_metric import DEFAULTS
from apim_gateway.service.model import Product, Subscription
from tests.apim_gateway.policies.steps import MakeExchange, Run

IP = '<dimension name="Client IP" value="@(context.Request.IpAddress)"/>'


SIZE = """
<emit-metric name="Size" value="@(2.5)" namespace="mine">
  <dimension name="API ID"/>
  <dimension name="API ID" value="x"/>
</emit-metric>"""


@pytest.mark.parametrize(
    ("policy", "line"),
    [
        (
            f'<emit-metric name="Request">{IP}</emit-metric>',
            "API Management Request 1 Client IP=127.0.0.1",
        ),
        (
            SIZE,
            "mine Size 2.5 API ID=demo API ID=x",
        ),
    ],
)
def test_a_line_is_logged(
    run: Run, caplog: pytest.LogCaptureFixture, policy: str, line: str
) -> None:
    with caplog.at_level(logging.INFO, logger="gateway.metric"):
        run(policy)
    assert caplog.messages == [line]


def test_default_dimensions_tell_what_the_request_is_for(make_exchange: MakeExchange) -> None:
    exchange = make_exchange()
    exchange.product = Product(id="starter", name="")
    exchange.subscription = Subscription(id="s1", name="")
    known = {name: value(exchange) for name, value in DEFAULTS.items()}
    exchange.api = exchange.operation = exchange.product = exchange.subscription = None
    unknown = {name: value(exchange) for name, value in DEFAULTS.items() if value(exchange)}
    assert (known, unknown) == (
        {
            "API ID": "demo",
            "Operation ID": "get-items",
            "Product ID": "starter",
            "User ID": "",
            "Subscription ID": "s1",
            "Location": "",
            "Gateway ID": "managed",
        },
        {"Gateway ID": "managed"},
    )


def test_a_value_that_is_no_number_is_an_error_of_the_policy(run: Run) -> None:
    with pytest.raises(PolicyError, match="'many' is not a number"):
        run(f'<emit-metric name="n" value="many">{IP}</emit-metric>')


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        (f"<emit-metric>{IP}</emit-metric>", "'name' is missing"),
        ('<emit-metric name="n"/>', "0 dimensions are given; use 1 to 10"),
        (f'<emit-metric name="n">{IP * 11}</emit-metric>', "11 dimensions are given"),
        (
            '<emit-metric name="n"><dimension name="x"/></emit-metric>',
            "the dimension 'x' has no value; add one, or use one of: API ID",
        ),
    ],
)
def test_a_wrong_setting_is_refused_at_load(run: Run, policy: str, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        run(policy)
