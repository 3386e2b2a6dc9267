"""Printed forms: numbered, and marked with who, when and why."""
