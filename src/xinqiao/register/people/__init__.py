"""School, years, terms, classes, students, guardians, staff, posts and client numbers."""
