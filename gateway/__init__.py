"""A local Azure API Management gateway: real HTTP, real policy documents, usable on its own."""

from gateway.arm import load

__all__ = ["load"]
