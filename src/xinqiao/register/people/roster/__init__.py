"""From a school's own spreadsheet to a plan of what would change, without a database."""
