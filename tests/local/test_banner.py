"""What a person reads when everything runs."""

from __future__ import annotations

from local import banner
from local.endpoints import Endpoints

RUNNING = Endpoints(
    gateway="http://localhost:8080",
    docs="http://localhost:8080/public/docs",
    openapi="http://localhost:8080/public/openapi.json",
    api="http://localhost:8080/api",
    function="http://localhost:7071",
    subscription_key="sub",
    function_key="fun",
)


def test_every_url_is_printed() -> None:
    text = banner.text(RUNNING, colour=False)
    for url in (RUNNING.docs, RUNNING.api, RUNNING.function):
        assert url in text


def test_the_curl_command_carries_the_key() -> None:
    assert (
        "  curl -H 'Ocp-Apim-Subscription-Key: sub' http://localhost:8080/api/generate_name\n"
        in banner.text(RUNNING, colour=False)
    )


def test_a_terminal_gets_bold_urls_and_a_file_does_not() -> None:
    assert f"\033[1m{RUNNING.docs}\033[0m" in banner.text(RUNNING, colour=True)
    assert "\033" not in banner.text(RUNNING, colour=False)
