"""Facts of Azure that several components share."""
