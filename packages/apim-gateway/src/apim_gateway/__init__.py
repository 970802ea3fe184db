"""A local Azure API Management gateway: real HTTP, real policy documents, usable on its own."""

from apim_gateway.service.arm import load

__all__ = ["load"]
