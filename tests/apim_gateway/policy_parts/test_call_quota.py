import pytest

from apim_gateway.policy_parts.call_quota import exceeded
from apim_gateway.policy_parts.fixed_window import LIFETIME, FixedWindow


@pytest.mark.parametrize(
    ("period", "now", "span", "seconds"),
    [
        (3600, 0, "01:00:00", "3600"),
        (3600, 3599.5, "00:00:01", "1"),
        (604800, 1, "6.23:59:59", "604799"),
        (86400 * 400, 0, "400.00:00:00", "34560000"),
    ],
)
def test_the_time_is_written_as_dotnet_does(
    period: int, now: float, span: str, seconds: str
) -> None:
    error = exceeded("quota", FixedWindow(0), period, now)
    assert (error.body, error.headers) == (
        f"Out of call volume quota. Quota will be replenished in {span}.",
        (("Retry-After", seconds),),
    )


def test_what_never_comes_back_has_no_time() -> None:
    error = exceeded("quota", FixedWindow(0), LIFETIME, 1e9)
    assert (error.body, error.headers) == ("Out of call volume quota.", ())
