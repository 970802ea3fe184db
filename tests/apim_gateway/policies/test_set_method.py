import pytest

from apim_gateway.errors import LoadError, PolicyError
from tests.apim_gateway.policies.steps import Run


@pytest.mark.parametrize(
    ("text", "method"),
    [("post", "POST"), ("\n PATCH \n", "PATCH"), ('@("del" + "ete")', "DELETE")],
)
@pytest.mark.parametrize("section", ["inbound", "on-error"])
def test_the_backend_gets_the_method(run: Run, text: str, method: str, section: str) -> None:
    exchange = run(f"<set-method>{text}</set-method>", section=section)
    assert exchange.request.method == method


@pytest.mark.parametrize("text", ["", "G E T", "GET /", "1"])
def test_what_is_no_method_is_refused_at_load(run: Run, text: str) -> None:
    with pytest.raises(LoadError, match="is not an HTTP method"):
        run(f"<set-method>{text}</set-method>")


def test_an_expression_that_makes_no_method_is_an_error_of_the_policy(run: Run) -> None:
    with pytest.raises(PolicyError, match="'A B' is not an HTTP method"):
        run('<set-method>@("a" + " b")</set-method>')
