"""One request to a deployed system, and the answer that has to come back."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PAUSE_SECONDS = 5.0
TIMEOUT = aiohttp.ClientTimeout(total=60)
RELEASE_HEADER = "X-Release"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmokeCheck:
    """A request, and the answer that has to come back."""

    what: str
    url: str = field(repr=False)
    status: int
    release: str = ""
    """The release that the answer has to name; empty where any will do."""
    follows: bool = False
    """Whether a page that redirects is judged by where it leads, as a visitor would."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def needed(self) -> str:
        """The right answer in words, in the form that `ask` returns."""
        return _answer(self.status, self.release)

    def is_right(self, answer: str) -> bool:
        """Returns whether it is the right answer.

        An app that names no release, since it isn't asked to by Azure, may answer with its code
        from before: nobody can see that from outside.
        """
        return answer in {self.needed, _answer(self.status, UNKNOWN if self.release else "")}

    async def ask(self, session: aiohttp.ClientSession) -> str:
        """Returns the answer in words, or why there is none."""
        # Elsewhere redirects are answers as any: followed, one to a login page would count as 200.
        try:
            async with session.get(
                self.url, headers=self.headers, allow_redirects=self.follows
            ) as response:
                release = response.headers.get(RELEASE_HEADER, UNKNOWN)
                return _answer(response.status, release if self.release else "")
        except (aiohttp.ClientError, TimeoutError) as error:
            return f"no answer ({type(error).__name__})"


def _answer(status: int, release: str) -> str:
    return f"{status}, release {release}" if release else str(status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Asks until an answer is right or time is up, and reports each answer unlike the last one."""

    session: aiohttp.ClientSession
    deadline: float
    """By time.monotonic()."""
    report: Callable[[str], None]
    open: dict[str, str] = field(default_factory=dict)
    """The checks that are not right yet, by name, with the answer so far."""

    async def until_right(self, trial: SmokeCheck) -> bool:
        """Returns whether the right answer came in time."""
        last = ""
        while True:
            got = await trial.ask(self.session)
            right = trial.is_right(got)
            self._note(trial, got, last, right=right)
            last = got
            if right or time.monotonic() + PAUSE_SECONDS > self.deadline:
                return right
            await asyncio.sleep(PAUSE_SECONDS)

    def _note(self, trial: SmokeCheck, got: str, last: str, *, right: bool) -> None:
        if got != last:
            self.report(f"ok  {trial.what}: {got}" if right else _not_yet(trial, got))
        self.open[trial.what] = got
        if right:
            del self.open[trial.what]


def _not_yet(trial: SmokeCheck, got: str) -> str:
    return f"--  {trial.what}: {got}; needed is {trial.needed}"
