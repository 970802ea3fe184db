"""The .NET types that expressions may use, one file each or to a family.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#CLRTypes
"""

from apim_gateway.expressions.dotnet.apim import (
    body,
    context,
    credentials,
    message_headers,
    variables,
)
from apim_gateway.expressions.dotnet.collections import dictionary, hash_set, lists
from apim_gateway.expressions.dotnet.cryptography import hashes
from apim_gateway.expressions.dotnet.dates import date_members, timespan
from apim_gateway.expressions.dotnet.json import definitions
from apim_gateway.expressions.dotnet.linq import enumerable
from apim_gateway.expressions.dotnet.system import comparison, core, function, number, system
from apim_gateway.expressions.dotnet.text import convert, culture, regex, split, string, uri
from apim_gateway.expressions.dotnet.xml import linq_to_xml

DEFINITIONS = (
    *body.DEFINITIONS,
    *comparison.DEFINITIONS,
    *context.DEFINITIONS,
    *convert.DEFINITIONS,
    *core.DEFINITIONS,
    *credentials.DEFINITIONS,
    *hashes.DEFINITIONS,
    *culture.DEFINITIONS,
    *date_members.DEFINITIONS,
    *dictionary.DEFINITIONS,
    *function.DEFINITIONS,
    *hash_set.DEFINITIONS,
    *message_headers.DEFINITIONS,
    *definitions.DEFINITIONS,
    *enumerable.DEFINITIONS,
    *lists.DEFINITIONS,
    *number.DEFINITIONS,
    *regex.DEFINITIONS,
    *split.DEFINITIONS,
    *string.DEFINITIONS,
    *system.DEFINITIONS,
    *timespan.DEFINITIONS,
    *uri.DEFINITIONS,
    *variables.DEFINITIONS,
    *linq_to_xml.DEFINITIONS,
)

__all__ = ["DEFINITIONS"]
