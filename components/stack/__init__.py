"""The stack as a whole: outputs and alerts."""
