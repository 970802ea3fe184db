"""Writes steps as a script for a POSIX shell, which can be run again and again."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from gatehouse.pipeline.step import VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gatehouse.pipeline.step import Step, Words

SPECIAL = re.compile(r'[\\"$`]')
"""Characters with a meaning of their own between a shell's double quotes."""


def script(steps: Iterable[Step]) -> str:
    """Returns the script; it stops at the first command that fails."""
    return "\n".join(["set -eu", *(_lines(steps))]) + "\n"


def _lines(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        line = _line(step)
        yield f"\n# {step.what}"
        yield f'if [ -n "${{{step.only_with}}}" ]; then {line}; fi' if step.only_with else line


def _line(step: Step) -> str:
    command = _command(step.command)
    if step.into:
        return f"{step.into}=$({command})"
    asked = f'"$({_command(step.look)} 2>/dev/null)"'
    there = f"{asked} = {_argument(step.wanted)}" if step.wanted else f"-n {asked}"
    return f"[ {there} ] || {command}"


def _command(words: Words) -> str:
    return " ".join(map(_argument, words))


def _argument(text: str) -> str:
    """Quotes all but the variables: `a'b${C}` becomes `"a'b${C}"`, and `a b` becomes `'a b'`."""
    if not VARIABLE.search(text):
        return shlex.quote(text)
    # `split` returns text and names in turn: text, name, text, name, text.
    parts = VARIABLE.split(text)
    literal = [SPECIAL.sub(r"\\\g<0>", one) for one in parts[::2]]
    names = [f"${{{one}}}" for one in parts[1::2]]
    return '"' + "".join(one + name for one, name in zip(literal, [*names, ""], strict=True)) + '"'
