"""The site around the quizzes: settings, security, health and the way to the database."""
