import pytest

from apim_gateway.errors import LoadError, PolicyError
from tests.apim_gateway.policies.steps import MakeExchange, Run
from tests.apim_gateway.policies.xml import listed


def check_header(*values: str, ignore_case: str = "false", code: str = "401") -> str:
    return (
        f'<check-header name="X-Key" failed-check-httpcode="{code}" '
        f'failed-check-error-message="Not you" ignore-case="{ignore_case}">'
        f"{listed(*values)}</check-header>"
    )


@pytest.mark.parametrize(
    ("policy", "given"),
    [
        (check_header(), "anything"),
        (check_header(), ""),
        (check_header("a", "b"), "b"),
        (check_header("ABC", ignore_case="true"), "abc"),
        (check_header("ABC", ignore_case="@(1 == 1)"), "abc"),
        (check_header('@("a" + 1)'), "a1"),
    ],
)
def test_the_right_header_lets_a_request_through(
    run: Run, make_exchange: MakeExchange, policy: str, given: str
) -> None:
    exchange = make_exchange(headers=(("x-key", given),))
    assert run(policy, exchange).response is None


@pytest.mark.parametrize(
    ("policy", "given", "reason", "message"),
    [
        (check_header(), [], "HeaderNotFound", "Header X-Key was not found in the request."),
        (
            check_header("a"),
            ["b"],
            "HeaderValueNotAllowed",
            "Header X-Key value of b is not allowed.",
        ),
        (
            check_header("ABC"),
            ["abc"],
            "HeaderValueNotAllowed",
            "Header X-Key value of abc is not allowed.",
        ),
        (
            check_header("a", "b"),
            ["a", "b"],
            "HeaderValueNotAllowed",
            "Header X-Key value of a,b is not allowed.",
        ),
    ],
)
def test_a_wrong_or_missing_header_stops_it(
    run: Run, make_exchange: MakeExchange, policy: str, given: list[str], reason: str, message: str
) -> None:
    exchange = make_exchange(headers=tuple(("X-Key", value) for value in given))
    with pytest.raises(PolicyError) as caught:
        run(policy, exchange)
    error = caught.value
    assert (error.source, error.reason, error.message, error.status, error.body) == (
        "check-header",
        reason,
        f"{message} Access denied.",
        401,
        "Not you",
    )


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        (check_header(code="many"), "use a whole number from 200 to 599"),
        (check_header(ignore_case="maybe"), "use true or false"),
        ('<check-header name="X"/>', "'failed-check-httpcode' is missing"),
    ],
)
def test_a_wrong_setting_is_refused_at_load(run: Run, policy: str, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        run(policy)
