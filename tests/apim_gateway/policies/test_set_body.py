import pytest

from apim_gateway.errors import LoadError, PolicyError
from tests.apim_gateway.policies.steps import MakeExchange, Run


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Hello world!", b"Hello world!"),
        ("Grüße", "Grüße".encode()),
        ("", b""),
        ("&lt;a&gt;", b"<a>"),
        ("<a b='1'>c</a>", b"<a b='1'>c</a>"),
        ('\n@{ return "a" + 1; }\n', b"a1"),
        ("@((string)null)", b""),
        ('@(Convert.FromBase64String("AP8="))', b"\x00\xff"),
    ],
)
def test_the_body_is_the_text_or_what_the_expression_returns(
    run: Run, make_exchange: MakeExchange, text: str, body: bytes
) -> None:
    exchange = make_exchange(method="POST", body=b"before")
    assert run(f"<set-body>{text}</set-body>", exchange).request.body == body


@pytest.mark.parametrize("section", ["outbound", "on-error"])
def test_behind_the_backend_it_is_the_responses_body(
    run: Run, make_exchange: MakeExchange, section: str
) -> None:
    exchange = make_exchange(status=200, body=b"before", headers=(("Content-Encoding", "gzip"),))
    response = run("<set-body>after</set-body>", exchange, section=section).response
    assert response is not None
    assert (response.body, list(response.headers)) == (b"after", [])


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_request_without_a_body_has_none_to_set(
    run: Run, make_exchange: MakeExchange, method: str
) -> None:
    with pytest.raises(PolicyError, match=f"no body to set in a {method} request"):
        run("<set-body>x</set-body>", make_exchange(method=method))


@pytest.mark.parametrize(("method", "body"), [("POST", b""), ("GET", b"a body all the same")])
def test_a_body_that_could_be_there_can_be_set(
    run: Run, make_exchange: MakeExchange, method: str, body: bytes
) -> None:
    exchange = run("<set-body>x</set-body>", make_exchange(method=method, body=body))
    assert exchange.request.body == b"x"


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ('<set-body template="liquid">{{body.a}}</set-body>', "Liquid is not implemented"),
        ('<set-body kind="x">a</set-body>', "the attribute 'kind' is not known"),
    ],
)
def test_a_template_is_refused_at_load(run: Run, policy: str, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        run(policy)
