"""Who is ready for the work: what the register knows of credentials becomes promises with dates."""
