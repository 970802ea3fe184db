"""The gateway's command line."""

from __future__ import annotations

import sys

from gateway.command import main

sys.exit(main(sys.argv[1:]))
