"""The form in which a guest writes."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from guestbook.entry import MESSAGE_LENGTH, NAME_LENGTH

TOO_LONG = "Please write at most %(max)d characters."


def _stripped(text: str | None) -> str:
    # PostgreSQL keeps no NUL in a text.
    return (text or "").replace("\0", "").strip()


class EntryForm(FlaskForm):  # type: ignore[misc]
    """A name and a message; Flask-WTF adds the token that other sites don't have."""

    name = StringField(
        "Your name",
        filters=[_stripped],
        render_kw={"autocomplete": "name"},
        validators=[
            DataRequired("Please tell us your name."),
            Length(max=NAME_LENGTH, message=TOO_LONG),
        ],
    )
    message = TextAreaField(
        "Your message",
        filters=[_stripped],
        render_kw={"rows": 4},
        validators=[
            DataRequired("Please write a message."),
            Length(max=MESSAGE_LENGTH, message=TOO_LONG),
        ],
    )
