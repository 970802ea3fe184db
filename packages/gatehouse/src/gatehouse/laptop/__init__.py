"""Addresses, ports and the terminal of the machine that the system runs on."""
