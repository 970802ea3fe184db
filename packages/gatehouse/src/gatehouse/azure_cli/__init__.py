"""What the Azure CLI knows of a subscription, asked for a stack that is to be deployed to it."""
