"""The envelope: making it, reading it back, and giving a colleague's keys to a named person."""
