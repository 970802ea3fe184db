"""Judges a stack's security: a policy pack for the Pulumi engine, and rules that need no engine."""
