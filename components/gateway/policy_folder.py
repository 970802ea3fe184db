"""The policy documents, each a file that is named after what it belongs to.

    policies/global.xml             every call
    policies/products/NAME.xml      the calls with a key of the product
    policies/NAME.xml               the API or the operation of that id
    policies/API/NAME.xml           the operation of that id in that API
    policies/fragments/NAME.xml     what documents take in by `include-fragment`

https://learn.microsoft.com/azure/api-management/api-management-howto-policies
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from components.errors import ComponentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DEFAULT = Path(__file__).with_name("api_policy.xml")
DEFAULT_BACKEND = "function-app"
"""The backend that the default document names."""
GLOBAL, PRODUCTS, FRAGMENTS = "global", "products/", "fragments/"
FRAGMENT_ID = re.compile(r"\w|\w[\w-]{0,78}\w", re.ASCII)
ORIGINS = "<?cors-origins?>"
"""Stands in a document for the configured origins; what it is part of goes when there are none."""
CORS = re.compile(
    r"[ \t]*<cors\b(?:(?!</cors>).)*" + re.escape(ORIGINS) + r".*?</cors>\n?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class PolicyFolder:
    """Every document of the folder, ready to be deployed, by its path without `.xml`."""

    documents: Mapping[str, str]
    cors_origins: tuple[str, ...] = ()
    """The origins of web pages that may call the APIs."""

    @classmethod
    def load(cls, folder: Path, cors_origins: Iterable[str]) -> PolicyFolder:
        """Reads the folder's XML files and puts the origins in."""
        origins = tuple(cors_origins)
        return cls(
            {
                path.relative_to(folder).with_suffix("").as_posix(): with_origins(
                    path.read_text(encoding="utf-8"), origins
                )
                for path in sorted(folder.rglob("*.xml"))
            },
            origins,
        )

    def with_missing(self, backends: Mapping[str, str]) -> PolicyFolder:
        """Returns the folder with the default document for each API that has no file.

        `backends` are the ids of the APIs' backends by the names of the APIs.
        """
        default = with_origins(DEFAULT.read_text(encoding="utf-8"), self.cors_origins)
        missing = {
            name: default.replace(f'"{DEFAULT_BACKEND}"', f'"{backend}"')
            for name, backend in backends.items()
        }
        return replace(self, documents={**missing, **self.documents})

    def joined(self, other: PolicyFolder) -> PolicyFolder:
        """Returns the documents of both; raises ComponentError where they differ in one."""
        for name in sorted(self.documents.keys() & other.documents.keys()):
            if self.documents[name] != other.documents[name]:
                raise ComponentError(
                    f"two services of one gateway have different documents {name}.xml; allowed is "
                    "one of a name; rename one, or give both services the same folder"
                )
        return replace(self, documents={**self.documents, **other.documents})

    def of_operation(self, api_id: str, operation_id: str) -> str:
        """Returns the name of the operation's document, empty when there is none.

        That in a folder of the API's name comes first: operations of other APIs may have the same
        id.
        """
        names = (f"{api_id}/{operation_id}", operation_id)
        return next((name for name in names if name in self.documents), "")

    def get(self, name: str) -> str | None:
        """Returns a document, None when there is none."""
        return self.documents.get(name)

    def require(self, name: str) -> str:
        """Returns the document of an API, without which its calls would reach no backend.

        Raises ComponentError when it has none.
        """
        document = self.get(name)
        if document is None:
            raise ComponentError(
                f"there is no policies/{name}.xml; every API needs a document that names its "
                "backend in set-backend-service; write one"
            )
        return document

    def fragments(self) -> dict[str, str]:
        """Returns the fragments by id; raises ComponentError for an id that Azure wouldn't take."""
        found = {
            name.removeprefix(FRAGMENTS): document
            for name, document in self.documents.items()
            if name.startswith(FRAGMENTS)
        }
        for name in found:
            if not FRAGMENT_ID.fullmatch(name):
                raise ComponentError(
                    f"policies/{FRAGMENTS}{name}.xml can't be the id of a fragment; allowed are 1 "
                    "to 80 letters, digits, '_' and, in between, '-'; rename the file"
                )
        return found

    def refuse_strays(self, names: Iterable[str]) -> None:
        """Raises ComponentError for a document that would not be deployed.

        `names` are those of what is published: APIs, operations, and products as `products/NAME`.
        """
        known = sorted({GLOBAL, *names})
        for stray in sorted(self.documents.keys() - set(known)):
            if not stray.startswith(FRAGMENTS):
                raise ComponentError(
                    f"policies/{stray}.xml belongs to nothing that is published; allowed are the "
                    f"names {', '.join(known)} and {FRAGMENTS}NAME; rename the file or remove it"
                )


def with_origins(document: str, origins: Sequence[str]) -> str:
    """Returns the document with one `<origin>` for each; without any, browsers get no `cors`.

    Every line keeps its number, by which messages name it.

    Example: of `<allowed-origins><?cors-origins?></allowed-origins>` and the origin
    `https://www.example.com` it makes
    `<allowed-origins><origin>https://www.example.com</origin></allowed-origins>`.
    """
    # Not an empty list: a `cors` needs one origin at least.
    if not origins:
        return CORS.sub(lambda cors: "\n" * cors[0].count("\n"), document)
    return document.replace(ORIGINS, "".join(f"<origin>{escape(one)}</origin>" for one in origins))
