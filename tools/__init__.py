"""Tools of the repository, run before there is an environment."""
