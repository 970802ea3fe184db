"""The commands of `python manage.py` for the quizzes."""
