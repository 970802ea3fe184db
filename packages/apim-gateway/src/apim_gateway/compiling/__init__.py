"""How a policy compiles itself from its element."""
