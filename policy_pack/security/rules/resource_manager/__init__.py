"""Rules for all resources alike: tags, and the order of their deployment."""
