"""Log lines of the app, on its standard error output, as Azure shows them.

https://learn.microsoft.com/azure/azure-functions/functions-reference-python#logging
"""

from __future__ import annotations

import logging
import sys

FORMAT = "%(levelname)s %(name)s: %(message)s"
QUIET = ("azure.functions.AsgiMiddleware", "azure.functions.WsgiMiddleware")
"""Say once for each process that they are there."""


def show_logs() -> None:
    """Shows records of the level INFO and above; what is printed shows anyway."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format=FORMAT)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
