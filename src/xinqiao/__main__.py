"""`python -m xinqiao` is the same as `xinqiao`."""

from xinqiao.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
