"""All hosts of one graph together: made, started, kept up, stopped."""
