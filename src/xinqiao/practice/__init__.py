"""The work of the counselling room."""
