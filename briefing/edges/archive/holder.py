"""Who this process is, and whether another one that said so about itself is gone."""

import os
from functools import cache
from pathlib import Path

_PROC = Path("/proc")


@cache
def _me(pid: int) -> str:
    return ":".join((_read("sys/kernel/random/boot_id"), _namespace(), str(pid), _began(pid)))


def me() -> str:
    """What this process is called: the start of its machine, its space of process numbers, its number, its own start; what is unknown is empty."""
    return _me(os.getpid())


def is_gone(holder: str) -> bool:
    """Whether a process that called itself so has surely ended: one of this machine, whose number nobody or another has now.

    False where that cannot be known: another machine, another container, a system that does not tell.
    """
    ours = me().split(":")
    theirs = holder.split(":")
    if len(theirs) != len(ours) or theirs[:2] != ours[:2] or not all(theirs) or not theirs[2].isdigit():
        return False
    return _began(int(theirs[2])) != theirs[3]


def _began(pid: int) -> str:
    """When a process began, in ticks since its machine did; "" where there is none, or only what is left of one that has ended."""
    after_name = _read(f"{pid}/stat").rpartition(")")[2].split()  # the name may hold spaces and parentheses
    return "" if len(after_name) < 20 or after_name[0] in ("Z", "X") else after_name[19]


def _namespace() -> str:
    try:
        return os.readlink(_PROC / "self/ns/pid").rpartition("[")[2].rstrip("]")  # noqa: PTH115 (no path: "pid:[4026531836]")
    except OSError:
        return ""


def _read(name: str) -> str:
    try:
        return (_PROC / name).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
