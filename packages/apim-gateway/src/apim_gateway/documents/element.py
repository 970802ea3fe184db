"""One XML element of a policy document, with methods that read a policy's settings from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from apim_gateway.documents.rawxml import hide_expressions, show_expressions
from apim_gateway.errors import LoadError, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

_START_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its expressions as written; `inner` is its markup when it has children."""

    name: str
    attributes: Mapping[str, str]
    text: str
    children: tuple[Element, ...]
    place: Place
    inner: str = ""

    def attribute(self, name: str, default: str) -> str:
        """Returns the attribute as written, or the default."""
        return self.attributes.get(name, default)

    def required(self, name: str) -> str:
        """Returns the attribute as written; raises LoadError when it is missing."""
        if name not in self.attributes:
            raise LoadError(self.place, f'the attribute {name!r} is missing; add {name}="…"')
        return self.attributes[name]

    def choice(self, name: str, allowed: tuple[str, ...], default: str | None) -> str:
        """Returns one of the allowed values; without a default the attribute is required."""
        value = self.required(name) if default is None else self.attribute(name, default)
        if value not in allowed:
            raise LoadError(
                self.place, f"{name}={value!r} is not known; use one of: {', '.join(allowed)}"
            )
        return value

    def number(self, name: str, *, low: int, high: int, default: int | None) -> int:
        """Returns a whole number from low to high; without a default it is required."""
        if default is not None and name not in self.attributes:
            return default
        text = self.required(name).strip()
        value = int(text) if re.fullmatch(r"-?\d{1,18}", text, re.ASCII) else None
        if value is None or not low <= value <= high:
            raise LoadError(
                self.place, f"{name}={text!r} is refused; use a whole number from {low} to {high}"
            )
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """Returns true or false."""
        text = self.attribute(name, str(default)).strip().lower()
        if text not in ("true", "false"):
            raise LoadError(self.place, f"{name}={text!r} is not known; use true or false")
        return text == "true"

    def child(self, name: str) -> Element | None:
        """Returns the child of this name, or None; raises LoadError when there are several."""
        found = self.all(name)
        if len(found) > 1:
            raise LoadError(found[1].place, f"only one <{name}> may stand in <{self.name}>")
        return found[0] if found else None

    def all(self, name: str) -> tuple[Element, ...]:
        """Returns the children of this name."""
        return tuple(child for child in self.children if child.name == name)

    def only(self, *, attributes: tuple[str, ...] = (), children: tuple[str, ...] = ()) -> None:
        """Raises LoadError for an attribute or child that is not named here (`id` always is)."""
        for name in self.attributes:
            if name not in (*attributes, "id"):
                known = ", ".join(attributes) or "none"
                raise LoadError(
                    self.place, f"the attribute {name!r} is not known; allowed: {known}"
                )
        for child in self.children:
            if child.name not in children:
                known = ", ".join(f"<{name}>" for name in children) or "none"
                raise LoadError(
                    child.place, f"<{child.name}> may not stand in <{self.name}>; allowed: {known}"
                )


def parse(text: str, file: str) -> Element:
    """Reads a document, well-formed or with raw C# in it; raises LoadError."""
    document, expressions = hide_expressions(text)
    builder = _Builder(file, document.encode(), expressions)
    try:
        return builder.build()
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        remedy = "outside of @(…) and @{…} a policy document has to be well-formed XML"
        raise LoadError(Place(file, error.lineno), f"{reason}; {remedy}") from None


@dataclass(slots=True)
class _Draft:
    """An element whose end tag has not been read yet."""

    name: str
    attributes: dict[str, str]
    place: Place
    start: int
    text: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)


class _Builder:
    """Builds elements from the events of the XML parser."""

    def __init__(self, file: str, document: bytes, expressions: list[str]) -> None:
        self._file = file
        self._document = document
        self._expressions = expressions
        self._open = [_Draft("", {}, Place(file), 0)]
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype

    def build(self) -> Element:
        self._parser.Parse(self._document, True)  # noqa: FBT003 - expat takes it by position
        return self._open[0].children[0]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        place = Place(self._file, self._parser.CurrentLineNumber, name)
        shown = {key: self._shown(value) for key, value in attributes.items()}
        self._open.append(_Draft(name, shown, place, self._parser.CurrentByteIndex))

    def _end(self, _name: str) -> None:
        draft = self._open.pop()
        element = Element(
            draft.name,
            draft.attributes,
            self._shown("".join(draft.text)),
            tuple(draft.children),
            draft.place,
            self._inner(draft) if draft.children else "",
        )
        self._open[-1].children.append(element)

    def _characters(self, data: str) -> None:
        self._open[-1].text.append(data)

    def _doctype(self, *_: object) -> None:
        # It could declare entities, which grow to gigabytes or name other files.
        place = Place(self._file, self._parser.CurrentLineNumber)
        raise LoadError(place, "a policy document has no <!DOCTYPE>; remove it")

    def _inner(self, draft: _Draft) -> str:
        # As written, for a <set-body> that holds XML: parsed and rendered anew it would differ.
        tag = _START_TAG.match(self._document, draft.start)
        start = tag.end() if tag else draft.start
        return self._shown(self._document[start : self._parser.CurrentByteIndex].decode())

    def _shown(self, text: str) -> str:
        return show_expressions(text, self._expressions)
