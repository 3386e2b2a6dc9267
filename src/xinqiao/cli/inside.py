"""Call one function of the program with Django ready, in a process of its own.

`python -m xinqiao.cli.inside MODULE:FUNCTION [NAME=JSON …]`. What the function
returns is the exit code, if it is a number; anything else is printed as one
last line of JSON.
"""

import json
import os
import sys
from importlib import import_module

import django

from xinqiao.ground import environment


def get_ready() -> None:
    """Make Django ready in this process."""
    os.environ.setdefault(environment.DJANGO_SETTINGS, environment.SETTINGS_MODULE)
    django.setup()


def main(arguments: list[str]) -> int:
    """Call the function; the exit code."""
    target, *given = arguments
    get_ready()
    module, _, name = target.partition(":")
    values = {key: json.loads(value) for key, _, value in (argument.partition("=") for argument in given)}
    result = getattr(import_module(module), name)(**values)
    if isinstance(result, int):
        return result
    if result is not None:
        print(json.dumps(result, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
