"""What runs in an app's own Python, where nothing but the standard library can be counted on.

The folder goes on the path of that Python for as long as `gatehouse_worker` is imported, and off it
before any of the app's own code is.
"""
