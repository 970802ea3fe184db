"""`python -m apim_gateway`: the command line."""

from __future__ import annotations

import sys

from apim_gateway.cli.command import main

sys.exit(main())
