"""Exceptions that an expression throws while it runs: those of .NET, by name."""

from __future__ import annotations

LIMIT = "PolicyLimitException"
"""Ours: the expression takes too long. Nothing catches it."""

BASES = {
    "SystemException": "Exception",
    "ArgumentException": "SystemException",
    "ArgumentNullException": "ArgumentException",
    "ArgumentOutOfRangeException": "ArgumentException",
    "ArithmeticException": "SystemException",
    "DivideByZeroException": "ArithmeticException",
    "OverflowException": "ArithmeticException",
    "FormatException": "SystemException",
    "IndexOutOfRangeException": "SystemException",
    "InvalidCastException": "SystemException",
    "InvalidOperationException": "SystemException",
    "KeyNotFoundException": "SystemException",
    "NotSupportedException": "SystemException",
    "NullReferenceException": "SystemException",
    "RegexParseException": "ArgumentException",
    "RuntimeBinderException": "Exception",
    "CryptographicException": "SystemException",
    "JsonException": "Exception",
    "JsonReaderException": "JsonException",
    "UriFormatException": "FormatException",
    "XmlException": "SystemException",
    LIMIT: "Exception",
}
"""Each exception's base; `catch` goes by it."""

# Subclasses first: ZeroDivisionError is an ArithmeticError, UnicodeError a ValueError.
PYTHON: tuple[tuple[type[Exception], str, str], ...] = (
    (ZeroDivisionError, "DivideByZeroException", "Attempted to divide by zero."),
    (ArithmeticError, "OverflowException", "Value was either too large or too small."),
    (RecursionError, LIMIT, "The expression calls itself too deeply."),
    (UnicodeError, "ArgumentException", "The text can't be encoded."),
    (ValueError, "FormatException", "Input string was not in a correct format."),
    (LookupError, "IndexOutOfRangeException", "Index was outside the bounds of the array."),
    (AttributeError, "InvalidCastException", "Specified cast is not valid."),
    (TypeError, "ArgumentException", "Value does not fall within the expected range."),
)
"""What a library call raises by itself, as .NET would name it; the first match counts."""

NET_NAMES = {
    "str": "System.String", "string": "System.String", "int": "System.Int32",
    "Long": "System.Int64", "long": "System.Int64", "bool": "System.Boolean",
    "float": "System.Double", "double": "System.Double", "Char": "System.Char",
    "char": "System.Char", "Byte": "System.Byte", "byte": "System.Byte", "UUID": "System.Guid",
    "Decimal": "System.Decimal", "decimal": "System.Decimal", "DateTime": "System.DateTime",
    "TimeSpan": "System.TimeSpan", "JObject": "Newtonsoft.Json.Linq.JObject",
    "JArray": "Newtonsoft.Json.Linq.JArray", "JValue": "Newtonsoft.Json.Linq.JValue",
    "JToken": "Newtonsoft.Json.Linq.JToken", "JProperty": "Newtonsoft.Json.Linq.JProperty",
}  # fmt: skip
"""How messages name types, by C#'s or by our own name."""
RAISED = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class ClrError(Exception):
    """A .NET exception: its type's name and its message."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message

    def is_a(self, kind: str) -> bool:
        """Returns whether `catch (kind)` takes it."""
        own: str | None = self.kind
        while own is not None and own != kind:
            own = BASES.get(own)
        return own == kind

    def __str__(self) -> str:
        """Renders as ToString does, without a stack trace."""
        return f"System.{self.kind}: {self.message}"


def as_clr(error: Exception) -> ClrError:
    """Returns a Python error as the exception that .NET throws in its place."""
    if isinstance(error, ClrError):
        return error
    found = (ClrError(name, message) for kind, name, message in PYTHON if isinstance(error, kind))
    return next(found)


def null_reference() -> ClrError:
    """Returns the exception for a member of null."""
    message = "Object reference not set to an instance of an object."
    return ClrError("NullReferenceException", message)


def argument(message: str) -> ClrError:
    """Returns the exception for an argument that the method does not take."""
    return ClrError("ArgumentException", message)


def out_of_range(name: str) -> ClrError:
    """Returns the exception for an argument beyond its limits."""
    message = f"Specified argument was out of the range of valid values. (Parameter '{name}')"
    return ClrError("ArgumentOutOfRangeException", message)


def invalid_cast(value: object, wanted: str) -> ClrError:
    """Returns the exception for a value that isn't of the type it is cast to."""
    given = NET_NAMES.get(type(value).__name__, type(value).__name__)
    wanted = NET_NAMES.get(wanted, wanted)
    message = f"Unable to cast object of type '{given}' to type '{wanted}'."
    return ClrError("InvalidCastException", message)
