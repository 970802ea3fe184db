"""The resources that every app stands on."""
