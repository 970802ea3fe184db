"""Types of the namespace System."""
