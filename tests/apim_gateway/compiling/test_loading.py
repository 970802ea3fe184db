from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apim_gateway.documents.element import parse
from apim_gateway.errors import LoadError, Place

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation


def test_an_error_in_an_expression_names_the_line_that_it_stands_on(
    compilation: Compilation,
) -> None:
    element = parse("<value>\n\n  @{\n    return nothing;\n  }\n</value>", "api.xml")
    with pytest.raises(LoadError, match=r"^api.xml:4 value: .*nothing"):
        compilation.value(element, element.place)


def test_an_expression_in_no_file_has_no_line(compilation: Compilation) -> None:
    with pytest.raises(LoadError, match=r"^here: .*nothing"):
        compilation.text("\n@(nothing)", Place("here"))
