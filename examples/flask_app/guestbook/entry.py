"""What a guest has written, as a row."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotation

from sqlalchemy import DateTime, String, func
from sqlalchemy.orm import Mapped, mapped_column

from guestbook.database import db

NAME_LENGTH, MESSAGE_LENGTH = 60, 500


class Entry(db.Model):  # type: ignore[name-defined, misc]
    """One message in the guest book."""

    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    message: Mapped[str] = mapped_column(String(MESSAGE_LENGTH))
    written_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now(), index=True
    )
