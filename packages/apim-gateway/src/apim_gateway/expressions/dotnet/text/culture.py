"""System.Globalization: CultureInfo and NumberStyles; every culture here is the invariant one.

https://learn.microsoft.com/dotnet/api/system.globalization
"""

from __future__ import annotations

from dataclasses import dataclass

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.system.enumeration import enumeration


@dataclass(frozen=True, slots=True)
class CultureInfo:
    """A culture; nothing depends on which it is."""

    name: str = ""

    def __str__(self) -> str:
        """Renders the name."""
        return self.name


enumeration(
    "NumberStyles",
    {
        "None": 0,
        "Integer": 7,
        "Number": 111,
        "Float": 167,
        "Any": 511,
        "AllowHexSpecifier": 512,
        "HexNumber": 515,
    },
)

CULTURE_INFO = clr_type("CultureInfo", CultureInfo)
CULTURE_INFO.property("Name", "string")(str)
CULTURE_INFO.static_property("CurrentCulture", "CultureInfo")(CultureInfo)
CULTURE_INFO.static_property("InvariantCulture", "CultureInfo")(CultureInfo)
CULTURE_INFO.static_method("GetCultureInfo", returns="CultureInfo")(CultureInfo)
CULTURE_INFO.constructor(returns="CultureInfo")(CultureInfo)
