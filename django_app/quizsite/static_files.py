"""Collects the static files when they are not those that were collected last."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

DIGEST = "sources.sha256"


def collect_static_files() -> bool:
    """Fills STATIC_ROOT; returns whether there was anything to do."""
    recorded = Path(settings.STATIC_ROOT) / DIGEST
    digest = _digest()
    if recorded.exists() and recorded.read_text() == digest:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    recorded.write_text(digest)
    return True


def _digest() -> str:
    """Returns a digest of content: a release's files may all be of the same time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(path.encode())
            digest.update(Path(storage.path(path)).read_bytes())
    return digest.hexdigest()
