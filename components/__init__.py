"""The parts of the system, one component resource per file."""
