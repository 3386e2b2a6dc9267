"""Who there is, and on whose say-so we act."""
