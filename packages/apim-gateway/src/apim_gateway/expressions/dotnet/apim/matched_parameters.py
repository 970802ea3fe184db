"""MatchedParameters: `context.Request.MatchedParameters`, the parts of the path."""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.apim.variables import add_reading

MATCHED_PARAMETERS = clr_type(
    "MatchedParameters",
    bases=("IEnumerable<KeyValuePair<string,string>>",),
    element="KeyValuePair<string,string>",
)
MATCHED_PARAMETERS.method("GetValueOrDefault", returns="string")(
    lambda values, name, default_value=None: values.get(name, default_value)
)
add_reading(MATCHED_PARAMETERS, "string")
