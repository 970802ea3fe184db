import pytest

from apim_gateway.errors import LoadError
from tests.apim_gateway.policies.steps import Run

LOOKUP = '<cache-lookup-value key="k" variable-name="v"/>'


@pytest.mark.parametrize(
    ("value", "kept"), [("2", "2"), ("@(2)", 2), ("@(context.Request.Method)", "GET")]
)
def test_the_value_is_kept_with_its_type(run: Run, value: str, kept: object) -> None:
    run(f'<cache-store-value key="k" value="{value}" duration="60"/>')
    assert run(LOOKUP).variables == {"v": kept}


def test_a_later_value_takes_the_place_of_an_earlier_one(run: Run) -> None:
    for value in "ab":
        run(f'<cache-store-value key="k" value="{value}" duration="60"/>', section="outbound")
    assert run(LOOKUP).variables == {"v": "b"}


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ('value="v" duration="1"', "'key' is missing"),
        ('key="k" duration="1"', "'value' is missing"),
        ('key="k" value="v"', "'duration' is missing"),
        ('key="k" value="v" duration="0"', "use a whole number from 1"),
    ],
)
def test_a_wrong_setting_is_refused_at_load(run: Run, attributes: str, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        run(f"<cache-store-value {attributes}/>")
