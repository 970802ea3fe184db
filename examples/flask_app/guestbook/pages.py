"""The pages: the guest book itself, the health check, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from guestbook.database import db
from guestbook.entry import Entry
from guestbook.entry_form import EntryForm

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

pages = Blueprint("pages", __name__)
SHOWN = 50
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    # The token check of Flask-WTF looks at it behind HTTPS.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
EXPIRED = "That page was open for too long. Your words are still here: please send them again."


@pages.get("/")
def show() -> str:
    """The newest entries and an empty form."""
    return _page(EntryForm())


@pages.post("/")
def write() -> AnyResponse | tuple[str, int]:
    """Keeps an entry and shows it; gives the form back where something is missing."""
    form = EntryForm()
    if not form.validate():
        return _page(form), 422
    entry = Entry(name=form.name.data, message=form.message.data)
    db.session.add(entry)
    db.session.commit()
    flash(f"Thank you, {entry.name}. Your message is in the book.")
    # A reload then asks for the page again and writes nothing twice.
    return redirect(url_for("pages.show"), 303)


@pages.get("/healthz")
def health() -> tuple[str, int, dict[str, str]]:
    """Tells App Service whether this instance should get requests."""
    headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return "the database does not answer", 503, headers
    return "ok", 200, headers


@pages.app_errorhandler(CSRFError)
def token_is_wrong(_: CSRFError) -> tuple[str, int]:
    """Gives back what was typed, with a new token."""
    return _page(EntryForm(), problem=EXPIRED), 400


@pages.app_errorhandler(HTTPException)
def error(problem: HTTPException) -> tuple[str, int]:
    """Says what went wrong, in a page like the others; of an exception no more than that."""
    return render_template("error.html", problem=problem), problem.code or 500


@pages.after_app_request
def add_headers(response: Response) -> Response:
    """Lets a browser load only what the app itself has."""
    response.headers.update(HEADERS)
    return response


def _page(form: EntryForm, problem: str = "") -> str:
    newest = select(Entry).order_by(Entry.written_at.desc(), Entry.id.desc()).limit(SHOWN)
    entries = db.session.scalars(newest).all()
    return render_template("guestbook.html", form=form, entries=entries, problem=problem)
