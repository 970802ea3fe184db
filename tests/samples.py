"""Tests of the sample apps are examples: they go with the apps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Sample:
    """A sample app's folder, a file that no other app has, and the tests that want it there."""

    folder: str
    mark: str
    tests: tuple[str, ...]

    def is_there(self, root: Path) -> bool:
        """Whether the folder holds the sample, and not somebody's own app."""
        return (root / self.folder / self.mark).is_file()


SHIPPED_SYSTEM = (
    "tests/engine",
    "tests/gatehouse/commands/test_debug.py",
    "tests/gatehouse/commands/test_run.py",
    "tests/gatehouse/commands/test_up.py",
    "tests/system",
)
"""Tests of the program as a whole, by what its sample apps answer."""
SAMPLES = (
    Sample("function_app", "swagger_ui.py", ("tests/function_app", *SHIPPED_SYSTEM)),
    Sample("django_app", "quizsite/wsgi.py", ("tests/django_app", *SHIPPED_SYSTEM)),
    Sample("examples/flask_app", "guestbook/pages.py", ("tests/examples/flask_app",)),
)


def goes_with_another_app(place: str, root: Path) -> bool:
    """Returns whether the tests at the place, a path below the root, want a sample that is gone."""
    return any(place in one.tests and not one.is_there(root) for one in SAMPLES)


def lines(root: Path) -> list[str]:
    """Returns a line for each sample that isn't there: which tests are left out."""
    return [
        f"{one.folder} holds another app than the sample's: left out are {', '.join(one.tests)}"
        for one in SAMPLES
        if not one.is_there(root)
    ]
