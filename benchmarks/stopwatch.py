"""Runs commands and says how long they took and how much memory their whole process tree held at its peak."""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
_INSTALLED = Path(sys.executable).with_name("briefing")
BRIEFING = [str(_INSTALLED)] if _INSTALLED.exists() else [sys.executable, "-m", "briefing"]
_EVERY = 0.02
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as a person runs it


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One run: wall time in seconds, peak resident memory of all its processes together in MB, exit code, what it printed."""

    seconds: float
    megabytes: float
    code: int
    output: str


def measure(command: Sequence[str]) -> Run:
    """Run a command in the project's folder to its end. Memory is sampled every 20 ms; pages shared by processes count in each."""
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        with subprocess.Popen(command, cwd=ROOT, env=_ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=said, stderr=said) as process:
            tree, peak = psutil.Process(process.pid), 0
            while process.poll() is None:
                peak = max(peak, _held(tree))
                time.sleep(_EVERY)
            seconds = time.perf_counter() - started
        said.seek(0)
        output = said.read().decode("utf-8", "replace")
    return Run(seconds=seconds, megabytes=peak / 1e6, code=process.returncode, output=output)


def _held(tree: psutil.Process) -> int:
    total = 0
    try:
        family = [tree, *tree.children(recursive=True)]
    except psutil.Error:
        return 0
    for process in family:
        try:
            total += process.memory_info().rss
        except psutil.Error:  # it has ended in between
            continue
    return total


def time_of(command: Sequence[str]) -> float:
    """Wall time of a command in seconds, without sampling: for commands of a few milliseconds."""
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=_ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def machine() -> str:
    """What a figure depends on, in a line: system, processor family, cores, memory, Python."""
    memory = psutil.virtual_memory().total / 2**30
    return f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB of memory, Python {platform.python_version()}"


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], note: str) -> str:
    """A Markdown table under a heading, the machine under it."""
    lines = [f"### {title}", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([*lines, "", f"{note} {machine()}.", ""])


def beside(title: str, runs: Mapping[str, Sequence[Run]], note: str) -> str:
    """A table of medians, and how many times the first row takes of each other row."""
    ours, *others = runs
    medians = {
        name: (median([run.seconds for run in done]), median([run.megabytes for run in done])) for name, done in runs.items()
    }
    rows = [[name, f"{seconds:.2f} s", f"{megabytes:.0f} MB"] for name, (seconds, megabytes) in medians.items()]
    for name in others:
        ratios = [mine / theirs for mine, theirs in zip(medians[ours], medians[name], strict=True)]
        rows.append([f"ratio to {name}", *(f"{ratio:.2f}" for ratio in ratios)])
    return table(title, ["", "median", "peak memory"], rows, note)
