"""`briefing init`: writes a profile to start from."""

import argparse
from pathlib import Path

from briefing import settings
from briefing.commands.context import DEFAULT_FILE
from briefing.errors import Exit, UsageError


def run(args: argparse.Namespace) -> int:
    """Write the built-in profile, comments and all, to a file that is not there yet."""
    path = Path(args.file)
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name the file to write")
    try:
        with path.open("w" if args.force else "x", encoding="utf-8") as file:
            file.write(settings.built_in_text())
    except FileExistsError:
        raise UsageError(f"{path} is there already; --force writes over it") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror})") from None
    print(_next_steps(path))
    return Exit.OK


def _next_steps(path: Path) -> str:
    named = "" if path == Path(DEFAULT_FILE) else f" --profile {path}"
    return f"""Wrote {path}. Next:
  edit {path}: your address as `contact` under [fetch]; which sources you want
  briefing doctor{named}
  briefing collect{named}     as often as you like: what is new at the sources
  briefing run{named}         the edition of the last complete day"""
