"""Patience with Azure, and advice where patience does not help."""
