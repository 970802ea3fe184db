"""Compiles policies: the record of one, its settings, and the steps that it becomes."""
