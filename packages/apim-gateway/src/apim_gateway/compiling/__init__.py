"""Compiles policies: their record, their settings, and the steps that they become."""
