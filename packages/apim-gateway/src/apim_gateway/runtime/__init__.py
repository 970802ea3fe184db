"""What answers a request: routing, subscriptions, pipelines, errors."""
