"""A guest book: one table, one form, on Flask and PostgreSQL."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from guestbook.database import db, migrate, sign_in_by_identity
from guestbook.environment import Environment
from guestbook.pages import pages

if TYPE_CHECKING:
    from collections.abc import Mapping


def create_app(variables: Mapping[str, str] = os.environ) -> Flask:
    """Returns the app for what the environment says; raises WrongEnvironmentError."""
    environment = Environment.read(variables)
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=environment.secret_key,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=environment.on_app_service,
        SQLALCHEMY_DATABASE_URI=environment.database_url,
        # A connection that the server dropped is replaced before a request notices.
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": True, "connect_args": {"connect_timeout": 3}},
    )
    if environment.on_app_service:
        # App Service's front end speaks HTTPS with visitors and HTTP with the app.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_proto=1)  # type: ignore[method-assign]
    db.init_app(app)
    migrate.init_app(app, db)
    if environment.database_url.password is None:
        sign_in_by_identity(app, environment.azure_client_id)
    CSRFProtect(app)
    app.register_blueprint(pages)
    return app
