"""The settings of gunicorn, which reads this file from the folder that it is started in.

https://gunicorn.org/reference/settings/

`gunicorn quizsite.wsgi` is the whole startup command. App Service gives the port in PORT, and
GUNICORN_CMD_ARGS overrides these settings, as in GUNICORN_CMD_ARGS=--bind=127.0.0.1:8001.
"""

from __future__ import annotations

import multiprocessing
import os
import sys

# What doesn't change with the site's code is imported once, and inherited by all that is forked.
import django.core.handlers.wsgi
import django.db.backends.postgresql.base  # noqa: F401 - see above
from django.core.management import execute_from_command_line

# Only App Service's own network reaches the container; on a laptop nobody else should.
ADDRESS = "0.0.0.0" if "WEBSITE_INSTANCE_ID" in os.environ else "127.0.0.1"  # noqa: S104

bind = f"{ADDRESS}:{os.environ.get('PORT', '8000')}"
control_socket_disable = True
# A client that sends slowly keeps one of them: docs/decisions has why so many are enough.
threads = 32
workers = int(os.environ.get("WEB_CONCURRENCY", min(os.cpu_count() or 1, 4)))


def on_starting(_: object) -> None:
    """Prepares the database before any request, in a process of its own.

    What that process imports is not inherited, so that workers which start anew read new code.
    """
    command = multiprocessing.get_context("fork").Process(target=_prepare)
    command.start()
    command.join()
    if command.exitcode != 0:
        sys.exit("the site does not start, because it could not be prepared: see above")


def _prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizsite.settings")
    execute_from_command_line(["manage.py", "prepare"])
