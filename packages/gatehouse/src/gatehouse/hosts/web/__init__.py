"""The local App Service."""
