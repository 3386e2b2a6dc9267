"""The page for whoever needs help now, and what the desk does when somebody has pressed."""
