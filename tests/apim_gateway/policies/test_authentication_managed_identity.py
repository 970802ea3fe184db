import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime

import pytest

from apim_gateway.errors import LoadError
from apim_gateway.messages.exchange import Exchange
from tests.apim_gateway.policies.steps import MakeExchange, Run

RESOURCE = 'resource="https://storage.azure.com/"'


def part(token: str, index: int) -> dict[str, object]:
    text = token.split(".")[index]
    content: dict[str, object] = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return content


@pytest.fixture
def exchange(make_exchange: MakeExchange) -> Exchange:
    exchange = make_exchange(headers=(("Authorization", "the caller's"),))
    exchange._timestamp = datetime(2026, 1, 31, 12, 59, tzinfo=UTC)
    return exchange


@pytest.mark.parametrize(
    ("attributes", "client"), [("", "system-assigned"), ('client-id="1234"', "1234")]
)
def test_the_backend_gets_a_token_of_the_identity(
    run: Run, exchange: Exchange, attributes: str, client: str
) -> None:
    run(f"<authentication-managed-identity {RESOURCE} {attributes}/>", exchange)
    scheme, token = str(exchange.request.headers.get("Authorization")).split(" ")
    noon = int(datetime(2026, 1, 31, 12, tzinfo=UTC).timestamp())
    assert (scheme, part(token, 0), part(token, 1), token[-1]) == (
        "Bearer",
        {"typ": "JWT", "alg": "none"},
        {
            "aud": "https://storage.azure.com/",
            "iss": "https://sts.windows.net/local/",
            "iat": noon,
            "nbf": noon,
            "exp": noon + 86400,
            "appid": client,
            "sub": client,
        },
        ".",
    )


def test_with_a_variable_the_header_stays(run: Run, exchange: Exchange) -> None:
    run(f'<authentication-managed-identity {RESOURCE} output-token-variable-name="t"/>', exchange)
    token = exchange.variables["t"]
    assert isinstance(token, str)
    assert (part(token, 1)["aud"], exchange.request.headers.get("Authorization")) == (
        "https://storage.azure.com/",
        "the caller's",
    )


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ("", "'resource' is missing"),
        (f'{RESOURCE} client-id="@(1)"', "only a literal may stand here"),
        (f'{RESOURCE} ignore-error="maybe"', "use true or false"),
    ],
)
def test_a_wrong_setting_is_refused_at_load(run: Run, attributes: str, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        run(f"<authentication-managed-identity {attributes}/>")
