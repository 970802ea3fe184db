"""The site as gunicorn takes it: `quizsite.wsgi`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from quizsite import telemetry

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizsite.settings")
telemetry.start()
application = get_wsgi_application()
