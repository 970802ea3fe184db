"""Chromium on this machine, headless, for a look at pages as a person sees them.

https://playwright.dev/python/docs/browsers
"""

from __future__ import annotations

import os
import shutil
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from playwright.async_api import Page, Playwright

    Visit = Callable[[Page], Awaitable[str]]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WAIT_SECONDS = 60.0
"""Time that a page may take; an app that sleeps wakes up meanwhile."""


class PageError(LocalError):
    """A page that isn't as it should be, or doesn't come."""


@asynccontextmanager
async def browser() -> AsyncIterator[Callable[[Visit], Awaitable[str]]]:
    """Yields a function that runs a visit: it opens a page for a new visitor and passes it on.

    That function returns what the visit returns, and raises PageError for what Playwright raises.
    Raises LocalError when Playwright or Chromium is missing.
    """
    try:
        from playwright.async_api import Error, async_playwright  # noqa: PLC0415 - not everywhere
    except ImportError:
        raise LocalError(
            "Playwright is missing, and this command needs it; `make canary` installs it"
        ) from None
    async with async_playwright() as playwright:
        # Root, as in most containers, may not have a sandbox.
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        path = _chromium(playwright)
        async with await playwright.chromium.launch(executable_path=path, args=options) as one:

            async def show(visit: Visit) -> str:
                async with await one.new_context() as context:
                    context.set_default_timeout(WAIT_SECONDS * 1000)
                    try:
                        return await visit(await context.new_page())
                    except Error as error:  # its other lines show what was typed, a key perhaps
                        raise PageError(str(error).partition("\n")[0]) from None

            yield show


def _chromium(playwright: Playwright) -> str:
    own = playwright.chromium.executable_path
    found = [*filter(None, map(shutil.which, NAMES)), *([own] if Path(own).exists() else [])]
    if not found:
        raise LocalError(
            f"Chromium is missing: none of {', '.join(NAMES)} is on the path; install one of them, "
            "or run `.venv/bin/playwright install chromium`"
        )
    return found[0]
