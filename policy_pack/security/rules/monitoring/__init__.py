"""Rules for Azure Monitor: diagnostic settings, and where telemetry is sent."""
