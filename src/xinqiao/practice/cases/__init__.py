"""Cases: from the first talk to the closing, and every record between."""
