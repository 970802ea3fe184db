"""The language worker of a function app: indexes its functions and runs them.

Imports the standard library and the app's own azure-functions, in whatever version.
"""
