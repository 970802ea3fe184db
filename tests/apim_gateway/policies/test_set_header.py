from functools import partial

import pytest

from apim_gateway.errors import LoadError, PolicyError
from tests.apim_gateway.policies.steps import MakeExchange, Run
from tests.apim_gateway.policies.xml import changing

set_header = partial(changing, "set-header")


@pytest.mark.parametrize(
    ("policy", "before", "after"),
    [
        (set_header("X-H", "override", "b"), ["a", "c"], ["b"]),
        (set_header("x-h", "override", "b"), ["a"], ["b"]),
        (set_header("X-H", "override", "1", "2"), ["a"], ["1,2"]),
        (set_header("X-H", "skip", "b"), ["a"], ["a"]),
        (set_header("X-H", "skip", "b"), [], ["b"]),
        (set_header("X-H", "append", "b"), ["a"], ["a,b"]),
        (set_header("X-H", "append", "b"), ["a", "c"], ["a,c,b"]),
        (set_header("X-H", "append", "b"), [], ["b"]),
        (set_header("x-h", "delete"), ["a", "c"], []),
        (set_header("X-H", "delete"), [], []),
        (set_header(" X-H ", "delete", "b"), ["a"], []),
        (set_header("X-H", "@(&quot;delete&quot;)"), ["a", "c"], []),
        (set_header("@(&quot;x-h&quot;)", "delete"), ["a", "c"], []),
        ('<set-header name=" X-H "><value>\n  b\n</value></set-header>', ["a"], ["b"]),
        ('<set-header name="X-H"><value/></set-header>', ["a"], [""]),
        ('<set-header name="@("X-" + "H")"><value>@(1 + 1)</value></set-header>', ["a"], ["2"]),
        (set_header("X-H", "@(true ? &quot;append&quot; : &quot;skip&quot;)", "b"), ["a"], ["a,b"]),
    ],
)
def test_the_values_of_a_header(
    run: Run, make_exchange: MakeExchange, policy: str, before: list[str], after: list[str]
) -> None:
    exchange = make_exchange(headers=tuple(("X-H", value) for value in before))
    assert run(policy, exchange).request.headers.get_all("X-H") == after


@pytest.mark.parametrize("name", ["Cookie", "set-cookie", "User-Agent", "Warning", "Expires"])
def test_headers_that_may_hold_commas_keep_separate_lines(
    run: Run, make_exchange: MakeExchange, name: str
) -> None:
    exchange = run(set_header(name, "append", "2", "3"), make_exchange(headers=((name, "1"),)))
    assert exchange.request.headers.get_all(name) == ["1", "2", "3"]


@pytest.mark.parametrize(
    "name", ["Connection", "content-length", "Keep-Alive", "Transfer-Encoding"]
)
@pytest.mark.parametrize("action", ["override", "append", "delete"])
def test_hop_by_hop_headers_stay_as_they_are(
    run: Run, make_exchange: MakeExchange, name: str, action: str
) -> None:
    exchange = run(set_header(name, action, "b"), make_exchange(headers=((name, "a"),)))
    assert list(exchange.request.headers) == [(name, "a")]


@pytest.mark.parametrize("action", ["delete", "@(&quot;delete&quot;)"])
def test_the_server_header_can_be_set_but_not_removed(
    run: Run, make_exchange: MakeExchange, action: str
) -> None:
    exchange = make_exchange(status=200, headers=(("Server", "a"),))
    run(set_header("Server", action), exchange, section="outbound")
    assert exchange.response is not None
    assert exchange.response.headers.get("Server") == "a"
    run(set_header("Server", "override", "b"), exchange, section="outbound")
    assert exchange.response.headers.get("Server") == "b"


@pytest.mark.parametrize("section", ["outbound", "on-error"])
def test_behind_the_backend_it_is_the_response_that_changes(
    run: Run, make_exchange: MakeExchange, section: str
) -> None:
    exchange = run(set_header("X-H", "override", "b"), make_exchange(status=200), section=section)
    assert exchange.response is not None
    assert (list(exchange.response.headers), list(exchange.request.headers)) == (
        [("X-H", "b")],
        [],
    )


@pytest.mark.parametrize(
    "policy",
    [
        set_header("X-H", "override", r'@("a\r\nX-Evil: 1")'),
        set_header("@(&quot;X H&quot;)", "override", "b"),
        set_header("X-H", "@(&quot;replace&quot;)", "b"),
    ],
)
def test_what_no_header_may_hold_is_an_error_of_the_policy(run: Run, policy: str) -> None:
    with pytest.raises(PolicyError) as caught:
        run(policy)
    assert (caught.value.source, caught.value.reason) == (
        "set-header",
        "ExpressionValueEvaluationFailure",
    )


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ("<set-header/>", "the attribute 'name' is missing"),
        (set_header("X H", "override", "b"), "name='X H' is no header's name"),
        (set_header("", "override", "b"), "name='' is no header's name"),
        (set_header("X-H", "replace", "b"), "use one of: override, skip, append, delete"),
        ('<set-header name="X" value="b"/>', "the attribute 'value' is not known"),
        ('<set-header name="X"><val>b</val></set-header>', "<val> may not stand in"),
    ],
)
def test_a_wrong_setting_is_refused_at_load(run: Run, policy: str, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        run(policy)
