"""From a folder of code to a running site."""
