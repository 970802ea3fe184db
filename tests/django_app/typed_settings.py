"""The site's settings as mypy's Django plugin reads them, which has no environment to offer."""

from __future__ import annotations

import os

os.environ.update(SECRET_KEY="only for types", DBHOST="localhost", DBNAME="quizzes", DBUSER="web")

from quizsite.settings import *  # noqa: F403 - the environment has to come first
