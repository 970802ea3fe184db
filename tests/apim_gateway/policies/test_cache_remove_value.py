import pytest

from apim_gateway.errors import LoadError
from tests.apim_gateway.policies.steps import Run

LOOKUP = '<cache-lookup-value key="k" variable-name="v"/>'


@pytest.mark.parametrize(
    ("policy", "variables"),
    [
        ('<cache-remove-value key="k"/>', {}),
        ('<cache-remove-value key="other"/>', {"v": "1"}),
        ('<cache-remove-value key="k" caching-type="external"/>', {"v": "1"}),
    ],
)
def test_the_value_is_gone(run: Run, policy: str, variables: dict[str, object]) -> None:
    run('<cache-store-value key="k" value="1" duration="60"/>')
    run(policy)
    assert run(LOOKUP).variables == variables


def test_a_key_is_required(run: Run) -> None:
    with pytest.raises(LoadError, match="'key' is missing"):
        run("<cache-remove-value/>")
