"""The .NET types that expressions may use, one file each or to a family.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#CLRTypes
"""

from gateway.expressions.types import (
    body,
    comparison,
    context,
    convert,
    core,
    credentials,
    cryptography,
    culture,
    date_members,
    dictionary,
    function,
    hash_set,
    headers,
    json_definitions,
    linq_members,
    lists,
    number,
    regex,
    split,
    string,
    system,
    timespan,
    uri,
    variables,
    xml,
)

DEFINITIONS = (
    *body.DEFINITIONS,
    *comparison.DEFINITIONS,
    *context.DEFINITIONS,
    *convert.DEFINITIONS,
    *core.DEFINITIONS,
    *credentials.DEFINITIONS,
    *cryptography.DEFINITIONS,
    *culture.DEFINITIONS,
    *date_members.DEFINITIONS,
    *dictionary.DEFINITIONS,
    *function.DEFINITIONS,
    *hash_set.DEFINITIONS,
    *headers.DEFINITIONS,
    *json_definitions.DEFINITIONS,
    *linq_members.DEFINITIONS,
    *lists.DEFINITIONS,
    *number.DEFINITIONS,
    *regex.DEFINITIONS,
    *split.DEFINITIONS,
    *string.DEFINITIONS,
    *system.DEFINITIONS,
    *timespan.DEFINITIONS,
    *uri.DEFINITIONS,
    *variables.DEFINITIONS,
    *xml.DEFINITIONS,
)

__all__ = ["DEFINITIONS"]
