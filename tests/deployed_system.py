"""A deployed system that is as it should be, as far as a smoke test asks it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from gatehouse.deploying.deployed_system import OUTPUTS
from tests.served import Handler, served

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "key-of-the-subscription"
RELEASE = "0a1b2c"


class System(Handler):
    """Answers everything in the name of one release; its API wants the key."""

    def get(self) -> None:
        asks_api = self.path.startswith("/api")
        allowed = self.headers["Ocp-Apim-Subscription-Key"] == KEY
        self.answer(401 if asks_api and not allowed else 200, headers={"X-Release": RELEASE})


@contextmanager
def deployed_system() -> Iterator[dict[str, str]]:
    """Serves the system and gives the outputs of its stack."""
    with served(System) as url:
        yield {
            **dict.fromkeys(OUTPUTS, url),
            "admin_url": url,
            "sample_url": f"{url}/api/orders",
            "api_release": RELEASE,
            "web_release": RELEASE,
            "subscription_key": KEY,
        }
