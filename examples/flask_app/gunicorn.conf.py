"""How gunicorn serves the app; it reads this file from the folder that it is started in.

https://gunicorn.org/reference/settings/

`gunicorn wsgi:app` is the whole startup command. App Service says the port in PORT.
"""

from __future__ import annotations

import os
import subprocess
import sys

# Only App Service's own network reaches the container; on a laptop nobody else should.
ADDRESS = "0.0.0.0" if "WEBSITE_INSTANCE_ID" in os.environ else "127.0.0.1"  # noqa: S104

bind = f"{ADDRESS}:{os.environ.get('PORT', '8000')}"
control_socket_disable = True
threads = 8


def on_starting(_: object) -> None:
    """Brings the tables up to date before the first request; two instances do it once."""
    done = subprocess.run([sys.executable, "-m", "flask", "db", "upgrade"], check=False)
    if done.returncode != 0:
        sys.exit("the app does not start, because `flask db upgrade` failed: see above")
