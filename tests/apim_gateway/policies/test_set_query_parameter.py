from collections.abc import Callable

import pytest

from apim_gateway.errors import LoadError
from apim_gateway.messages.exchange import Exchange

MakeExchange = Callable[..., Exchange]
Run = Callable[..., Exchange]


def xml(name: str, action: str, *values: str) -> str:
    inner = "".join(f"<value>{value}</value>" for value in values)
    return (
        f'<set-query-parameter name="{name}" exists-action="{action}">{inner}</set-query-parameter>'
    )


@pytest.mark.parametrize(
    ("policy", "before", "after"),
    [
        (xml("k", "override", "2"), "k=1&z=9&k=3", "z=9&k=2"),
        (xml("k", "override", "2", "3"), "", "k=2&k=3"),
        (xml("K", "skip", "2"), "k=1", "k=1"),
        (xml("k", "skip", "2"), "", "k=2"),
        (xml("k", "append", "2"), "k=1", "k=1&k=2"),
        (xml("k", "append", "2"), "", "k=2"),
        (xml("k", "delete"), "K=1&z=2", "z=2"),
        (xml("k", "delete"), "z=2", "z=2"),
        (xml("k", "delete"), "", ""),
        (xml("k", "@(&quot;delete&quot;)"), "K=1&z=2", "z=2"),
        (xml("@(&quot;K&quot;)", "delete"), "k=1&z=2", "z=2"),
        (xml("k", "override", "a b&amp;c/ä"), "", "k=a%20b%26c%2F%C3%A4"),
        (xml("k", "append", "3"), "k=a+b&z=a+b", "z=a+b&k=a%20b&k=3"),
        ('<set-query-parameter name="k"><value>@(1 + 1)</value></set-query-parameter>', "", "k=2"),
    ],
)
def test_the_query_that_the_backend_gets(
    run: Run, make_exchange: MakeExchange, policy: str, before: str, after: str
) -> None:
    exchange = run(policy, make_exchange(url=f"http://backend.test/base/items?{before}"))
    assert exchange.request.url.query == after


def test_the_callers_url_stays(run: Run, make_exchange: MakeExchange) -> None:
    exchange = run(xml("k", "delete"), make_exchange(url="http://backend.test/items?k=1"))
    assert exchange.request.original_url.query == "k=1"


def test_the_response_has_no_query(run: Run) -> None:
    with pytest.raises(LoadError, match="not allowed in the section 'outbound'"):
        run(xml("k", "delete"), section="outbound")
