"""`python manage.py prepare`: makes the database ready for this version of the site."""

from __future__ import annotations

import os

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from quizsite.database_lock import database_lock
from quizsite.static_files import collect_static_files
from quizzes.models import Quiz

SEED_DATA = "quizzes"
UNRESOLVED = "@Microsoft.KeyVault("


class Command(BaseCommand):
    """Safe to run at any time, and by any number of instances at once."""

    help = (
        "Collects static files, applies migrations, clears old sessions, creates the first "
        "administrator and, when asked by LOAD_SEED_DATA=true, loads quizzes into a database that "
        "has none."
    )

    def handle(self, *_: object, **__: object) -> None:
        """Does what is still to be done, and says what it did."""
        _refuse_unresolved_references()
        with database_lock():
            # In this order: the last three need the tables that the migrations make.
            steps = {
                "collected the static files": collect_static_files,
                "applied the migrations": _migrate,
                "cleared the sessions that are over": _clear_sessions,
                "created the first administrator": _create_admin,
                "loaded the seed data": _load_seed_data,
            }
            for said, step in steps.items():
                if step():
                    self.stdout.write(f"prepare: {said}")


def _refuse_unresolved_references() -> None:
    # App Service passes a reference that it can't resolve on as it is: a SECRET_KEY that begins
    # with @Microsoft.KeyVault( would be no secret at all.
    names = [name for name, value in os.environ.items() if value.startswith(UNRESOLVED)]
    if names:
        raise CommandError(
            f"Key Vault did not give out {', '.join(sorted(names))}. The site's identity needs the "
            "role Key Vault Secrets User, and the vault's firewall has to let its subnet in; "
            "restart the site after correcting that."
        )


def _migrate() -> bool:
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)  # no migration makes it; see AXES_CACHE
    return True


def _clear_sessions() -> bool:
    """Deletes what visitors have left: no request ever does, and anybody can begin a session."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0] > 0


def _create_admin() -> bool:
    """Leaves an administrator who exists alone: the password may have been changed since."""
    name, password = settings.ENVIRONMENT.admin_name, settings.ENVIRONMENT.admin_password
    if not password or User.objects.filter(username=name).exists():
        return False
    User.objects.create_superuser(name, password=password)
    return True


def _load_seed_data() -> bool:
    if not settings.ENVIRONMENT.load_seed_data or Quiz.objects.exists():
        return False
    call_command("loaddata", SEED_DATA, verbosity=0)
    return True
