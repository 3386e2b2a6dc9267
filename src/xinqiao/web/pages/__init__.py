"""Pages over several areas."""
