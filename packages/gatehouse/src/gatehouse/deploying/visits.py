"""What a visitor of a deployed system does in a browser, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.deploying.browser import PageError
from gatehouse.deploying.deployed_system import LOGIN, PAGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.async_api import Page

    from gatehouse.deploying.browser import Visit

OUTPUTS = ("admin_url", "api_url", "docs_url", "sample_url", "subscription_key", "web_url")
SECRETS = ("admin_url", "subscription_key")
ANSWER = "a canary"
"""Rarely right, but an answer to any question without choices."""


def visits(given: Mapping[str, str]) -> dict[str, Visit]:
    """Returns what to do, by name; each tells what it has found, or raises PageError."""
    docs = given["docs_url"]
    return {
        "documentation": lambda page: _open_docs(page, docs),
        **_trials(given),
        "a quiz": lambda page: _take_quiz(page, f"{given['web_url']}/{PAGE}"),
        "admin's login page": lambda page: _open_login(page, f"{given['admin_url']}/{LOGIN}"),
    }


def _trials(given: Mapping[str, str]) -> dict[str, Visit]:
    """Returns the visits that call the sample operation; none when the API has no such operation.

    Swagger UI names it by its path within the API, such as `/names`.
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


async def _take_quiz(page: Page, url: str) -> str:
    """Answers every question of the first quiz that has any; a new site may have none."""
    await _open(page, url)
    quizzes = page.locator(".card").filter(has_not_text="No questions yet")
    if not await quizzes.count():
        return "there is none to take yet"
    await quizzes.first.get_by_role("link").click()
    questions = int((await page.locator("#step").inner_text()).split()[-1])
    for _ in range(questions):
        await _answer(page)
    await page.get_by_role("heading", level=1).filter(has_text="Your score").wait_for()
    return await page.get_by_role("heading", level=1).inner_text()


async def _answer(page: Page) -> None:
    choices = page.get_by_role("radio")
    if await choices.count():
        await choices.first.check()
    else:
        await page.get_by_role("textbox").fill(ANSWER)
    await page.get_by_role("button", name="Check answer").click()
    onward = page.get_by_role("status").get_by_role("link")
    async with page.expect_navigation():
        await onward.click()


async def _open_login(page: Page, url: str) -> str:
    await _open(page, url)
    await page.get_by_label("Password").wait_for()
    return "it asks for a password"
