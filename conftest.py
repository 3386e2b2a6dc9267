"""Every test, beside the code or in `tests/`, meets the same database, cast and clock."""

pytest_plugins = ["tests.fixtures", "tests.site"]
