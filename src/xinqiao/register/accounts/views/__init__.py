"""Pages of signing in, of the own login, and of the director's list."""
