"""Compiles one section of a policy document: its texts, its expressions and nested policies."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from apim_gateway.compiling.steps import StepSequence
from apim_gateway.documents.element import Element
from apim_gateway.documents.rawxml import expression_end, hide_expressions
from apim_gateway.errors import LoadError, Origin, Place
from apim_gateway.expressions import compile_expression, to_text

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Hashable,
        Iterable,
        Iterator,
        MutableMapping,
    )

    from apim_gateway.compiling.steps import Step
    from apim_gateway.messages.exchange import Exchange
    from apim_gateway.messages.upstream import Upstream
    from apim_gateway.service.model import Service

T = TypeVar("T")
REQUEST, RESPONSE, DRAFT = "request", "response", "draft"
_NAMED_VALUE = re.compile(r"\{\{([A-Za-z0-9._-]+)\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compilation:
    """The section of a document that is being compiled; a policy compiles its settings with it."""

    service: Service
    section: str
    scope: str
    """`global`, `product`, `api` or `operation`."""
    owner: str
    """Whose document it is, as `api demo`; part of the key of state that belongs to it."""
    compile_one: Callable[[Element, Compilation], Step]
    """Compiles an element that stands inside another one; raises LoadError.

    It is given from above, since only the room of the policies knows them all: `<choose>` is a
    policy that compiles others without importing them.
    """
    states: MutableMapping[Hashable, object]
    clock: Callable[[], float]
    """Monotonic, in seconds."""
    upstream: Upstream
    """Sends requests to backends; raises TimeoutError or OSError."""
    base: Step
    """The same section of the next broader scope."""
    target: str = REQUEST
    """The message that set-header and its like change: `request`, `response` or `draft`.

    A draft is the response that return-response is making.
    """
    path: str = ""
    """The way from the section to the element, as `choose[1]/when[2]`."""

    @property
    def tier(self) -> str:
        """The service's SKU, as `Consumption`, `Developer` or `StandardV2`."""
        return self.service.sku

    def text(self, source: Element | str, place: Place) -> Callable[[Exchange], str]:
        """Compiles to a function that returns text; an expression's value as C# `ToString()`."""
        known = self.known(source, place)
        if known is not None:
            return lambda _: known
        evaluate = self._expression(source, place)
        return lambda exchange: to_text(evaluate(exchange))

    def known(self, source: Element | str, place: Place) -> str | None:
        """Returns the text with its named values filled in; None for an expression."""
        text = self._expanded(source, place)
        if is_expression(text):
            return None
        _refuse_mixed(text, place)
        return text

    def value(self, source: Element | str, place: Place) -> Callable[[Exchange], object]:
        """Compiles to a function that returns an expression's value as it is, or the text."""
        known = self.known(source, place)
        if known is not None:
            return lambda _: known
        return self._expression(source, place)

    def constant(self, source: Element | str, place: Place) -> str:
        """Returns the text with its named values filled in; raises LoadError for an expression."""
        text = self.known(source, place)
        if text is None:
            written = source.text if isinstance(source, Element) else source
            raise LoadError(place, f"{written!r} is an expression; only a literal may stand here")
        return text

    def steps(self, elements: Iterable[Element], *, inside: str = "", target: str = "") -> Step:
        """Compiles policies that stand one after the other, as in `<when>`.

        `inside` is the step of the path that leads to them, as `when[2]`; `target` changes what
        set-header and its like work on.
        """
        outer = replace(self, path=_join(self.path, inside), target=target or self.target)
        return StepSequence(
            (
                self.compile_one(element, replace(outer, path=_join(outer.path, name))),
                outer.origin(element),
            )
            for element, name in _numbered(elements)
        )

    def origin(self, element: Element) -> Origin:
        """Describes where the element stands, for errors that happen in it."""
        policy_id = element.attribute("id", "")
        return Origin(element.name, self.scope, self.section, self.path, policy_id)

    def state(self, key: Hashable, factory: Callable[[], T]) -> T:
        """Returns the state under this key, made when new; it outlives a reload of the service.

        The key decides who shares it. `("rate-limit", "api demo", "choose/when")` is that policy's
        own, `"rate-limit-by-key"` that of all such policies of the service.
        """
        if key not in self.states:
            self.states[key] = factory()
        return self.states[key]  # type: ignore[return-value]

    def _expression(self, source: Element | str, place: Place) -> Callable[[Exchange], object]:
        text = self._expanded(source, place)
        above = text[: text.index("@")].count("\n")  # lines between the tag and the expression
        here = replace(place, line=place.line + above) if place.line else place
        return compile_expression(text.strip(), here)

    def _expanded(self, source: Element | str, place: Place) -> str:
        text = source.text if isinstance(source, Element) else source
        expression = is_expression(text)

        # Before the expression is compiled: a named value may hold a part of its code.
        def named(match: re.Match[str]) -> str:
            found = self.service.named_values.get(match.group(1))
            if found is not None:
                return found.value
            if expression:  # {{ and }} are braces in an interpolated string
                return match.group()
            raise LoadError(
                place, f"there is no named value {match.group(1)!r}; declare it or correct the name"
            )

        return _NAMED_VALUE.sub(named, text)


def is_expression(text: str) -> bool:
    """Returns whether the whole text is `@(…)` or `@{…}`."""
    stripped = text.strip()
    return stripped.startswith(("@(", "@{")) and expression_end(stripped, 0) == len(stripped)


def _numbered(elements: Iterable[Element]) -> Iterator[tuple[Element, str]]:
    """Names each element; those that have a namesake are numbered from 1."""
    elements = tuple(elements)
    totals = Counter(element.name for element in elements)
    counts: Counter[str] = Counter()
    for element in elements:
        counts[element.name] += 1
        number = f"[{counts[element.name]}]" if totals[element.name] > 1 else ""
        yield element, element.name + number


def _refuse_mixed(text: str, place: Place) -> None:
    _, expressions = hide_expressions(text)
    if expressions:
        raise LoadError(
            place,
            f"text and the expression {expressions[0]!r} can't be mixed; write one expression, "
            'as @("text" + …)',
        )


def _join(path: str, step: str) -> str:
    return f"{path}/{step}" if path and step else path or step
