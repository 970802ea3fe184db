"""Writes the XML of policies that many tests vary."""


def changing(tag: str, name: str, action: str, *values: str) -> str:
    """Returns a policy that changes what has a name and several values.

    >>> changing("set-header", "X-H", "append", "1", "2")
    '<set-header name="X-H" exists-action="append"><value>1</value><value>2</value></set-header>'
    """
    return f'<{tag} name="{name}" exists-action="{action}">{listed(*values)}</{tag}>'


def listed(*values: str) -> str:
    """Returns the values as elements."""
    return "".join(f"<value>{value}</value>" for value in values)
