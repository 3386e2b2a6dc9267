"""Pages of cases and their records."""
