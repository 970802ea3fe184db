import pytest

from apim_gateway.errors import LoadError
from tests.apim_gateway.policies.steps import Run


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("5", "5"),
        ("true", "true"),
        (" a ", " a "),
        ("", ""),
        ("@(2 + 3)", 5),
        ("@(1 == 1)", True),
        ("@((string)null)", None),
    ],
)
def test_a_literal_is_a_string_and_an_expression_keeps_its_type(
    run: Run, value: str, kept: object
) -> None:
    exchange = run(f'<set-variable name="v" value="{value}"/>')
    assert (exchange.variables, type(exchange.variables["v"])) == ({"v": kept}, type(kept))


@pytest.mark.parametrize("section", ["inbound", "backend", "outbound", "on-error"])
def test_it_may_stand_in_every_section(run: Run, section: str) -> None:
    assert run('<set-variable name="v" value="1"/>', section=section).variables == {"v": "1"}


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ('<set-variable value="1"/>', "the attribute 'name' is missing"),
        ('<set-variable name="v"/>', "the attribute 'value' is missing"),
        ('<set-variable name="@(1)" value="1"/>', "only a literal may stand here"),
        ('<set-variable name="v" value="1" type="int"/>', "the attribute 'type' is not known"),
    ],
)
def test_a_wrong_setting_is_refused_at_load(run: Run, policy: str, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        run(policy)
