"""Plans: the resources, costs and security findings that a branch changes, found offline."""
