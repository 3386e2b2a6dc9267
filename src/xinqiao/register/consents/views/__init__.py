"""The pages of consent: at the desk, and at the own door."""
