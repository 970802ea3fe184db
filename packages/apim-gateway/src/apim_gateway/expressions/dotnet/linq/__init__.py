"""Types of System.Linq."""
