"""What browser tests stand on: helpers, and a gallery of every component."""
