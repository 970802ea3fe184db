"""Questions to the Azure CLI about a subscription, for a stack that is to be deployed to it."""
