"""IOperation: `context.Operation`.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

from operator import attrgetter

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.service.model import Operation

OPERATION = clr_type("IOperation", Operation)
OPERATION.property("Id", "string")(attrgetter("id"))
OPERATION.property("Method", "string")(attrgetter("method"))
OPERATION.property("Name", "string")(attrgetter("name"))
OPERATION.property("UrlTemplate", "string")(attrgetter("url_template"))
