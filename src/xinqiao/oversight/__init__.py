"""Oversight: what looks at the work from above."""
