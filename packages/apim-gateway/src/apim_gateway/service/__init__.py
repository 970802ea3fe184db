"""The API Management service that the gateway serves, read from ARM resources."""
