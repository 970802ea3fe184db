"""A program of several sites: a Django site, two that share its server, one with nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from components.database.app_database import DatabaseArgs
from components.database.postgres_settings import PostgresSettings
from components.database.server_scale import PostgresScale
from components.platform.platform import Platform, PlatformArgs
from components.services.django_service import DjangoService, DjangoServiceArgs
from components.services.web_service import WebService, WebServiceArgs
from components.web.web_scale import WebScale

if TYPE_CHECKING:
    from components.database.login import Authentication

ROOT = Path(__file__).parents[3]
NAME = "gatehouse-dev"
SCALE = WebScale(python_version="3.12", sku="B1", instances=1, zone_redundant=False)
SIZE = PostgresScale(
    version="17",
    sku="Standard_B1ms",
    storage_gb=32,
    backup_retention_days=7,
    high_availability="Disabled",
    geo_redundant_backup=False,
)


def platform(*, production: bool = False) -> Platform:
    """Declares the platform."""
    args = PlatformArgs(
        location="westeurope", log_retention_days=30, log_daily_quota_gb=1, production=production
    )
    return Platform(NAME, args)


def several_sites(authentication: Authentication, *, production: bool = False) -> list[WebService]:
    """Declares the sites, each by one entry."""
    where = platform(production=production)
    server = PostgresSettings(authentication=authentication, scale=SIZE)
    quizzes = DjangoService(
        NAME,
        DjangoServiceArgs(
            platform=where,
            source=ROOT / "django_app",
            startup_command="gunicorn quizsite.wsgi",
            health_check_path="/healthz",
            scale=SCALE,
            database=DatabaseArgs(name="quizzes", server=server),
        ),
    )
    guestbook = WebService(
        f"{NAME}-guestbook",
        WebServiceArgs(
            platform=where,
            source=ROOT / "examples" / "flask_app",
            startup_command="gunicorn wsgi:app",
            health_check_path="/healthz",
            scale=SCALE,
            database=DatabaseArgs(name="guestbook", server=quizzes.postgres),
            generated_secrets={"SECRET_KEY": 32},
            secrets={"STRIPE_TOKEN": "s3cret"},
            app_settings={"SHOP": "north"},
            media=True,
        ),
    )
    second = DjangoService(
        f"{NAME}-second",
        DjangoServiceArgs(
            platform=where,
            source=ROOT / "django_app",
            startup_command="gunicorn quizsite.wsgi",
            scale=SCALE,
            database=DatabaseArgs(name="quizzes", server=server),
            allowed_hosts=("www.example.com", "example.com"),
            admin_path="admin/",
            app_settings={"DJANGO_SUPERUSER_USERNAME": "ada"},
            secrets={"SECRET_KEY": "brought along"},
            media=True,
        ),
    )
    reader = WebService(
        f"{NAME}-reader",
        WebServiceArgs(
            platform=where,
            source=ROOT / "examples" / "flask_app",
            startup_command="gunicorn wsgi:app",
            scale=SCALE,
            database=DatabaseArgs(name="guestbook", server=guestbook.postgres),
        ),
    )
    return [quizzes, guestbook, second, reader]
