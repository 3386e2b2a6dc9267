"""What clients ask for by right, and who answers."""
