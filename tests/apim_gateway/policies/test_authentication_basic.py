import pytest

from apim_gateway.errors import LoadError
from apim_gateway.service.model import NamedValue
from tests.apim_gateway.policies.steps import MakeExchange, Run

SECRET = NamedValue(name="pw", value="secret", secret=True)


@pytest.mark.parametrize(
    ("username", "password", "credentials"),
    [
        ("user", "{{pw}}", "dXNlcjpzZWNyZXQ="),
        ("ü", "", "w7w6"),
        ('@("us" + "er")', "secret", "dXNlcjpzZWNyZXQ="),
    ],
)
def test_the_backend_gets_the_credentials(
    run: Run, make_exchange: MakeExchange, username: str, password: str, credentials: str
) -> None:
    exchange = make_exchange(headers=(("authorization", "the caller's"),))
    policy = f'<authentication-basic username="{username}" password="{password}"/>'
    run(policy, exchange, named_values=(SECRET,))
    assert list(exchange.request.headers) == [("Authorization", f"Basic {credentials}")]


@pytest.mark.parametrize("attributes", ['username="u"', 'password="p"'])
def test_user_name_and_password_are_required(run: Run, attributes: str) -> None:
    with pytest.raises(LoadError, match="is missing"):
        run(f"<authentication-basic {attributes}/>")
