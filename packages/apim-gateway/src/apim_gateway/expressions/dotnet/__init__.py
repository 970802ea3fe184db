"""The .NET types that expressions may use: a folder for each namespace, a module for each type.

A module registers its types when it is imported, and every module here is: there is no list.
Members are added by decorators, so that name, type and code of one stand together:

    STRING = clr_type("string", str, bases=("IEnumerable<char>",), element="char")

    @STRING.method("Contains", returns="bool")
    def contains(text: str, value: str, comparison: Value = None) -> bool: ...

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#CLRTypes
"""
