"""`xinqiao import-roster FILE`: the school's people, as the school office has them."""

import argparse
from pathlib import Path

from xinqiao.cli.folder import ground_for
from xinqiao.ground.words import Trouble


def run(arguments: argparse.Namespace) -> int:
    """Preview or import a roster; the exit code of the import."""
    file = Path(arguments.file).absolute()
    if not file.is_file():
        raise Trouble(f"找不到文件 {file}。", f"There is no file {file}.")
    flags = [flag for flag, wanted in (("--dry-run", arguments.dry_run), ("--json", arguments.json)) if wanted]
    with ground_for(arguments) as ground:
        return ground.run("django", "import_roster", str(file), *flags)
    return 1
