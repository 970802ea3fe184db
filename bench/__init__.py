"""Side-by-side measurements: `python -m bench` prints them as a table of ratios."""
