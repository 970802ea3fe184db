from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pulumi
import pytest

from config.errors import ConfigError
from config.reader import SettingsReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared

    Read = Callable[[Callable[[SettingsReader], Any], str], Any]

WORD = re.compile("[a-z]+")


@pytest.fixture
def read(declare: Callable[..., Declared]) -> Read:
    """Reads the setting `key` from a stack where it has the text."""

    def read(reader: Callable[[SettingsReader], Any], text: str) -> Any:
        found: list[Any] = []
        declare(lambda: found.append(reader(SettingsReader())), key=text)
        return found[0]

    return read


@pytest.mark.parametrize(
    ("reader", "text", "expected"),
    [
        (lambda settings: settings.text("key", WORD, "a word"), "abc", "abc"),
        (lambda settings: settings.choice("key", ("a", "b")), "b", "b"),
        (lambda settings: settings.switch("key"), "true", True),
        (lambda settings: settings.switch("key"), "false", False),
        (lambda settings: settings.number("key", 1, 10), "10", 10),
        (lambda settings: settings.structure("key", list), '["a"]', ["a"]),
        (lambda settings: settings.structure("key", dict), '{"a": 1}', {"a": 1}),
        (lambda settings: settings.structure("missing", dict), "", {}),
        (lambda settings: settings.or_else("key", "other"), "", "other"),
        (lambda settings: settings.or_else("missing", "other"), "", "other"),
        (lambda settings: settings.or_else("key", "other"), "abc", "abc"),
    ],
)
def test_a_setting_that_is_allowed_is_read(
    read: Read, reader: Callable[[SettingsReader], Any], text: str, expected: Any
) -> None:
    assert read(reader, text) == expected


@pytest.mark.parametrize(
    ("reader", "text", "given", "allowed"),
    [
        (lambda settings: settings.text("key", WORD, "a word"), "abc1", "'abc1'", "a word"),
        (lambda settings: settings.choice("key", ("a", "b")), "c", "'c'", "one of a, b"),
        (lambda settings: settings.switch("key"), "yes", "'yes'", "one of true, false"),
        (
            lambda settings: settings.number("key", 1, 10),
            "11",
            "'11'",
            "a whole number from 1 to 10",
        ),
        (
            lambda settings: settings.number("key", 1, 10),
            "-1",
            "'-1'",
            "a whole number from 1 to 10",
        ),
        (lambda settings: settings.structure("key", list), "{}", "{}", "a JSON array"),
        (lambda settings: settings.structure("key", dict), "not", "'not'", "a JSON object"),
    ],
)
def test_a_setting_that_is_not_allowed_is_refused(
    read: Read, reader: Callable[[SettingsReader], Any], text: str, given: str, allowed: str
) -> None:
    with pytest.raises(ConfigError) as refusal:
        read(reader, text)
    assert str(refusal.value) == (
        f"gatehouse:key is {given}; allowed is {allowed}; "
        "correct it with `pulumi config set gatehouse:key VALUE`"
    )


def test_a_required_setting_without_a_value_is_missed(read: Read) -> None:
    with pytest.raises(pulumi.ConfigMissingError):
        read(lambda settings: settings.text("missing", WORD, "a word"), "")
