"""Neutral words to people."""
