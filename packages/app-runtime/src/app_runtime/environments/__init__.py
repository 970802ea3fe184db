"""The virtual environment of an app: which Python, which packages."""
