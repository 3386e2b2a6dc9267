"""Pages of the own door and of the desk."""
