"""Types of System.Collections."""
