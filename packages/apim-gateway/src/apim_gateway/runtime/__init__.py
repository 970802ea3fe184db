"""Answers requests: routing, subscription keys, pipelines, errors."""
