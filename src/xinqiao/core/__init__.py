"""Mechanisms that need to know no person."""
