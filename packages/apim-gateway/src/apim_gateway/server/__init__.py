"""HTTP/1.1 between the caller and the gateway."""
