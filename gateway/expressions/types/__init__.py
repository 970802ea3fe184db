"""The .NET types that expressions may use, one file each or to a family.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#CLRTypes
"""

from gateway.expressions.types import (
    comparison,
    context,
    core,
    dictionary,
    headers,
    number,
    split,
    string,
    variables,
)

DEFINITIONS = (
    *comparison.DEFINITIONS,
    *context.DEFINITIONS,
    *core.DEFINITIONS,
    *dictionary.DEFINITIONS,
    *headers.DEFINITIONS,
    *number.DEFINITIONS,
    *split.DEFINITIONS,
    *string.DEFINITIONS,
    *variables.DEFINITIONS,
)

__all__ = ["DEFINITIONS"]
