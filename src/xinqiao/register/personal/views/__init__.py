"""The pages of the own door, and those at the desk that belong to it."""
