"""What a visitor of any deployed system does in a browser, page by page.

What goes with one program alone, such as buying in its shop, the program says itself: in a file
with a function `visits`, which takes the stack's outputs and returns visits by name.

    async def buy(page: Page, shop: str) -> str:
        await page.goto(shop)
        ...
        return "a book is in the basket"

    def visits(outputs):
        return {"shopping": lambda page: buy(page, outputs["web_url"])}
"""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING, Any

from gatehouse.deploying.browser import PageError
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.async_api import Page

    from gatehouse.deploying.browser import Visit

OUTPUTS = ("gateway_url",)
SECRETS = ("admin_url", "subscription_key")


def visits(given: Mapping[str, Any]) -> dict[str, Visit]:
    """Returns what to do, by name; each returns what it has found, or raises PageError."""
    docs, web, admin = (given.get(one) for one in ("docs_url", "web_url", "admin_url"))
    found: dict[str, Visit] = {}
    if docs:
        found |= {"documentation": lambda page: _open_docs(page, docs), **_trials(given)}
    if web:
        found["site's first page"] = lambda page: _look(page, web)
    if admin:
        found["admin's login page"] = lambda page: _open_login(page, admin)
    return found


def program_visits(file: Path, given: Mapping[str, Any]) -> dict[str, Visit]:
    """Returns what the program adds; raises LocalError for a file that isn't as told above."""
    made = runpy.run_path(str(file)).get("visits") if file.is_file() else None
    if made is None:
        raise LocalError(
            f"--visits is given {file}; needed is a Python file with a function visits(outputs). "
            "Name one, or leave the option out"
        )
    added: dict[str, Visit] = made(given)
    return added


def _trials(given: Mapping[str, Any]) -> dict[str, Visit]:
    """Returns the visits that call the sample operation; none when the API has no such operation.

    Swagger UI names it by its path within the API, such as `/orders`.
    """
    docs, key = given["docs_url"], given["subscription_key"]
    operation = given["sample_url"].removeprefix(given["api_url"])
    if not operation:
        return {}
    return {
        "trying the API out without a key": lambda page: _try_out(
            page, docs, operation, None, "401"
        ),
        "trying the API out with the key": lambda page: _try_out(page, docs, operation, key, "200"),
    }


async def _open(page: Page, url: str) -> None:
    response = await page.goto(url)
    if response is None or not response.ok:
        raise PageError(f"the page answers {response and response.status}; needed is 200")


async def _open_docs(page: Page, url: str) -> str:
    await _open(page, url)
    await page.locator(".opblock").first.wait_for()
    return "it lists what can be called"


async def _try_out(page: Page, url: str, path: str, key: str | None, needed: str) -> str:
    """Does what Swagger UI offers: Authorize, Try it out, Execute."""
    await _open_docs(page, url)
    if key is not None:
        await page.get_by_role("button", name="Authorize").first.click()
        await page.locator(".auth-container input").first.fill(key)
        await page.locator(".auth-btn-wrapper button.authorize").first.click()
        await page.locator(".auth-btn-wrapper button.btn-done").first.click()
    operation = page.locator(".opblock").filter(has_text=path).first
    await operation.locator(".opblock-summary").click()
    await operation.get_by_role("button", name="Try it out").click()
    await operation.get_by_role("button", name="Execute").click()
    answer = operation.locator(".live-responses-table tr.response .response-col_status")
    status = (await answer.inner_text()).split()[0]
    if status != needed:
        raise PageError(f"it answers {status}; needed is {needed}")
    return status


async def _look(page: Page, url: str) -> str:
    await _open(page, url)
    return "it is there"


async def _open_login(page: Page, url: str) -> str:
    await _open(page, url)
    await page.locator("input[type=password]").first.wait_for()
    return "it asks for a password"
