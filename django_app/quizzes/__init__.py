"""Quizzes: to take by everybody, to write in the admin."""
