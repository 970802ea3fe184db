"""A Pulumi program, evaluated without a cloud."""
