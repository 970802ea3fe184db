"""What `python manage.py` can do for the quizzes."""
