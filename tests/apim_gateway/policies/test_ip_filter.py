import pytest

from apim_gateway.errors import LoadError, PolicyError
from tests.apim_gateway.policies.steps import MakeExchange, Run


def ip_filter(action: str, *inner: str) -> str:
    return f'<ip-filter action="{action}">{"".join(inner)}</ip-filter>'


ONE = "<address> 192.168.0.64 </address>"
SIX = "<address>2001:db8::1</address>"
RANGE = '<address-range from="192.168.0.1" to="192.168.0.255"/>'
SIX_RANGE = '<address-range from="2001:db8::1" to="2001:db8::ff"/>'
COMPUTED = '<address>@("2001:DB8:0::" + 1)</address>'


@pytest.mark.parametrize(
    ("listed", "ip", "hit"),
    [
        ([ONE], "192.168.0.64", 1),
        ([ONE], "192.168.0.65", 0),
        ([ONE], "::ffff:192.168.0.64", 1),
        ([SIX], "2001:db8:0::1", 1),
        ([SIX], "2001:db8::2", 0),
        ([RANGE], "192.168.0.1", 1),
        ([RANGE], "192.168.0.255", 1),
        ([RANGE], "192.168.1.0", 0),
        ([RANGE], "::c0a8:1", 0),
        ([SIX_RANGE], "2001:db8::80", 1),
        ([SIX_RANGE], "2001:db8::100", 0),
        ([ONE, RANGE, SIX], "2001:db8::1", 1),
        ([COMPUTED], "2001:db8::1", 1),
        ([COMPUTED], "2001:db8::2", 0),
    ],
)
@pytest.mark.parametrize("action", ["allow", "forbid"])
def test_who_gets_through(
    run: Run, make_exchange: MakeExchange, listed: list[str], ip: str, hit: int, action: str
) -> None:
    exchange = make_exchange()
    exchange.request.ip_address = ip
    passed = True
    try:
        run(ip_filter(action, *listed), exchange)
    except PolicyError:
        passed = False
    assert passed == (hit == (action == "allow"))


@pytest.mark.parametrize(
    ("action", "ip", "reason", "message"),
    [
        (
            "allow",
            "10.0.0.1",
            "CallerIpNotAllowed",
            "Caller IP address 10.0.0.1 is not allowed. Access denied.",
        ),
        (
            "forbid",
            "192.168.0.64",
            "CallerIpBlocked",
            "Caller IP address is blocked. Access denied.",
        ),
        (
            "allow",
            "nowhere",
            "FailedToParseCallerIP",
            "Failed to establish IP address for the caller. Access denied.",
        ),
    ],
)
def test_the_caller_is_told_little_and_the_operator_why(
    run: Run, make_exchange: MakeExchange, action: str, ip: str, reason: str, message: str
) -> None:
    exchange = make_exchange()
    exchange.request.ip_address = ip
    with pytest.raises(PolicyError) as caught:
        run(ip_filter(action, ONE), exchange)
    error = caught.value
    assert (error.source, error.reason, error.message, error.status, error.body) == (
        "ip-filter",
        reason,
        message,
        403,
        "Forbidden",
    )


def test_an_expression_that_makes_no_address_is_an_error_of_the_policy(run: Run) -> None:
    with pytest.raises(PolicyError) as caught:
        run(ip_filter("forbid", '<address>@("no" + "where")</address>'))
    assert caught.value.reason == "ExpressionValueEvaluationFailure"


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        (ip_filter("allow"), "add an <address> or <address-range>"),
        (ip_filter("deny", ONE), "use one of: allow, forbid"),
        (ip_filter("allow", "<address>10.0.0.0/8</address>"), "for a network an <address-range>"),
        (ip_filter("allow", '<address-range from="1.1.1.1"/>'), "the attribute 'to' is missing"),
        (ip_filter("allow", '<address-range from="1.1.1.2" to="1.1.1.1"/>'), "the lower one first"),
        (ip_filter("allow", '<address-range from="1.1.1.1" to="::2"/>'), "of one IP version"),
    ],
)
def test_a_wrong_setting_is_refused_at_load(run: Run, policy: str, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        run(policy)
