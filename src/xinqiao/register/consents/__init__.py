"""Consents: who was told what, agreed to what, and took it back."""
