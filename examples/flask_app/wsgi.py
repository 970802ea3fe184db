"""Where `flask` and `gunicorn wsgi:app` find the app."""

from guestbook import create_app

app = create_app()
