"""The processes of the local run, each with the same three methods."""
