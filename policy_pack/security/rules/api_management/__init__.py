"""Rules for API Management: the service, its APIs, backends and policy documents."""
