import pytest

from apim_gateway.errors import LoadError
from tests.apim_gateway.policies.steps import MakeExchange, Run


@pytest.mark.parametrize(
    ("policy", "status", "reason"),
    [
        ('<set-status code="201" reason="Made"/>', 201, "Made"),
        ('<set-status code="418"/>', 418, "I'm a Teapot"),
        ('<set-status code="299"/>', 299, ""),
        ('<set-status code="@(400 + 4)" reason="@("Not" + " here")"/>', 404, "Not here"),
    ],
)
def test_code_and_reason_of_the_response(
    run: Run, make_exchange: MakeExchange, policy: str, status: int, reason: str
) -> None:
    response = run(policy, make_exchange(status=200, body=b"x"), section="outbound").response
    assert response is not None
    assert (response.status, response.reason, response.body) == (status, reason, b"x")


def test_without_a_response_one_is_begun(run: Run) -> None:
    response = run('<set-status code="202" reason="Accepted"/>').response
    assert response is not None
    assert (response.status, list(response.headers), response.body) == (202, [], b"")


@pytest.mark.parametrize("code", ["abc", "", "99", "600"])
def test_a_code_that_is_none_is_refused_at_load(run: Run, code: str) -> None:
    with pytest.raises(LoadError, match="use a whole number from 200 to 599"):
        run(f'<set-status code="{code}" reason="x"/>')
