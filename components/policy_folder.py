"""The policy documents, each a file that is named after the API or operation it belongs to.

https://learn.microsoft.com/azure/api-management/api-management-howto-policies
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from components.errors import ComponentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

ORIGINS = "<?cors-origins?>"
"""Stands in a document for the configured origins; what it is part of goes when there are none."""
CORS = re.compile(
    r"[ \t]*<cors\b(?:(?!</cors>).)*" + re.escape(ORIGINS) + r".*?</cors>\n?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class PolicyFolder:
    """Every document of the folder, ready to be deployed, by name."""

    documents: Mapping[str, str]

    @classmethod
    def load(cls, folder: Path, cors_origins: Iterable[str]) -> PolicyFolder:
        """Reads the folder's XML files and puts the origins in."""
        return cls(
            {
                path.stem: with_origins(path.read_text(encoding="utf-8"), list(cors_origins))
                for path in sorted(folder.glob("*.xml"))
            }
        )

    def get(self, name: str) -> str | None:
        """Returns the document of an operation, None when it has none."""
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

    def refuse_strays(self, names: Iterable[str]) -> None:
        """Raises ComponentError for a document that would not be deployed."""
        known = sorted(names)
        for stray in sorted(self.documents.keys() - set(known)):
            raise ComponentError(
                f"policies/{stray}.xml belongs to no API and no operation; allowed are the names "
                f"{', '.join(known)}; rename the file or remove it"
            )


def with_origins(document: str, origins: list[str]) -> str:
    """Returns the document with one `<origin>` for each; without any, browsers get no `cors`.

    Every line keeps its number, by which messages name it.
    """
    if not origins:
        return CORS.sub(lambda cors: "\n" * cors[0].count("\n"), document)
    return document.replace(ORIGINS, "".join(f"<origin>{escape(one)}</origin>" for one in origins))
