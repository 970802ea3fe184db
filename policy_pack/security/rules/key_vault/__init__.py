"""Rules for Key Vault and for secrets that belong into one."""
