"""Figures: sees all, names nobody."""
