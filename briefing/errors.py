"""The exceptions that stop a run; each carries the exit code the command line returns.

What goes wrong with one source or one page is not here: it is a `Failure` value that travels with the results. `GivenUp` is
how a future tells of one item; whoever waits for the future makes a value of it.
"""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of every command."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    CONFIG = 3
    PARTIAL = 10
    NOTHING = 11
    MAIL = 12
    LOCKED = 13
    TRY_LATER = 75


class BriefingError(Exception):
    """A mistake or a condition a person can mend; printed as plain text, never as a traceback."""

    code = Exit.UNEXPECTED


class UsageError(BriefingError):
    """The command line asks for something that cannot be (a missing folder, an impossible range)."""

    code = Exit.USAGE


class ProfileError(BriefingError):
    """The profile is wrong; `problems` lists every mistake with its full key."""

    code = Exit.CONFIG

    def __init__(self, source: str, problems: tuple[str, ...]) -> None:
        self.source = source
        self.problems = problems
        count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
        super().__init__(f"{source}: {count}\n" + "\n".join(f"  {problem}" for problem in problems))


class ArchiveError(BriefingError):
    """The archive cannot be opened, or does not hold what an edition says it holds."""

    code = Exit.CONFIG


class LockedError(BriefingError):
    """Another process holds the archive longer than we wait for it."""

    code = Exit.LOCKED


class WorkerError(BriefingError):
    """No worker process can be had, or it cannot load its work."""

    code = Exit.TRY_LATER


class PressError(BriefingError):
    """The PDF could not be printed; every other format can."""

    code = Exit.PARTIAL


class GivenUp(Exception):  # noqa: N818 (what happened to one item; never leaves whoever handed it out)
    """Why a worker gave up one item, in plain words; it costs that item alone and stops no run."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
