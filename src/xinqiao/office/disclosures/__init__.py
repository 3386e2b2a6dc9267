"""The only way out of the relationship."""
