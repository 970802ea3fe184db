"""Rules for virtual networks and the private endpoints in them."""
