"""Promises with a date: who owes what to whom by when, and who is told when it is late."""
