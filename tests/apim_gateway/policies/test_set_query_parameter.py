from functools import partial

import pytest

from apim_gateway.errors import LoadError
from tests.apim_gateway.policies.steps import MakeExchange, Run
from tests.apim_gateway.policies.xml import changing

set_query_parameter = partial(changing, "set-query-parameter")


@pytest.mark.parametrize(
    ("policy", "before", "after"),
    [
        (set_query_parameter("k", "override", "2"), "k=1&z=9&k=3", "z=9&k=2"),
        (set_query_parameter("k", "override", "2", "3"), "", "k=2&k=3"),
        (set_query_parameter("K", "skip", "2"), "k=1", "k=1"),
        (set_query_parameter("k", "skip", "2"), "", "k=2"),
        (set_query_parameter("k", "append", "2"), "k=1", "k=1&k=2"),
        (set_query_parameter("k", "append", "2"), "", "k=2"),
        (set_query_parameter("k", "delete"), "K=1&z=2", "z=2"),
        (set_query_parameter("k", "delete"), "z=2", "z=2"),
        (set_query_parameter("k", "delete"), "", ""),
        (set_query_parameter("k", "@(&quot;delete&quot;)"), "K=1&z=2", "z=2"),
        (set_query_parameter("@(&quot;K&quot;)", "delete"), "k=1&z=2", "z=2"),
        (set_query_parameter("k", "override", "a b&amp;c/ä"), "", "k=a%20b%26c%2F%C3%A4"),
        (set_query_parameter("k", "append", "3"), "k=a+b&z=a+b", "z=a+b&k=a%20b&k=3"),
        ('<set-query-parameter name="k"><value>@(1 + 1)</value></set-query-parameter>', "", "k=2"),
    ],
)
def test_the_query_that_the_backend_gets(
    run: Run, make_exchange: MakeExchange, policy: str, before: str, after: str
) -> None:
    exchange = run(policy, make_exchange(url=f"http://backend.test/base/items?{before}"))
    assert exchange.request.url.query == after


def test_the_callers_url_stays(run: Run, make_exchange: MakeExchange) -> None:
    exchange = run(
        set_query_parameter("k", "delete"), make_exchange(url="http://backend.test/items?k=1")
    )
    assert exchange.request.original_url.query == "k=1"


def test_the_response_has_no_query(run: Run) -> None:
    with pytest.raises(LoadError, match="not allowed in the section 'outbound'"):
        run(set_query_parameter("k", "delete"), section="outbound")
