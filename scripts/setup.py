"""Sets up Briefing on a machine and runs its main jobs; `make` does no more than call this.

    python3 scripts/setup.py sample     the sample edition, and where its PDF lies
    python3 scripts/setup.py test       every check and every test, on two Pythons where the machine has two
    python3 scripts/setup.py check      the fast loop while working: linters, types, architecture, fast tests
    python3 scripts/setup.py slow       the slow tests alone
    python3 scripts/setup.py env        the development environment, and nothing else
    python3 scripts/setup.py lock       requirements/*.txt anew from pyproject.toml (--upgrade: newest versions)
    python3 scripts/setup.py catalogue  the messages of templates and code into the catalogues
    python3 scripts/setup.py bench      the measurements under benchmarks/
    python3 scripts/setup.py clean      away with environments and caches

Environments are `.venv` (and `.venv-3.13` and the like for a second Python). Every package in them is pinned by hash; they are
made once and again when a lock file, pyproject.toml or the Python changes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import machine

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "requirements"
STAMP = "briefing.stamp"
PARTIAL = 10  # the exit code of a run that made an edition with something missing
CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis", "build", "dist")
FAST = ("-m", "not slow")
ONCE = (
    tuple(  # on the first Python alone: what a browser sees, how well articles are judged, what a kill leaves does not depend on it
        f"--ignore={path}"
        for path in ("tests/visual", "tests/stages/typeset/test_on_screen.py", "tests/quality", "tests/test_collecting_kills.py")
    )
)


class SetupError(Exception):
    """A condition a person can mend, in plain words."""


def say(text: str) -> None:
    print(text, flush=True)


def run(*command: str) -> int:
    """Run a command in the project's folder, show it, and return its exit code."""
    shown = [str(Path(word).relative_to(ROOT)) if word.startswith(str(ROOT)) else word for word in command]
    say("+ " + " ".join(f'"{word}"' if " " in word else word for word in shown))
    return subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode


def pythons(*, system_packages: bool) -> list[machine.Interpreter]:
    """The supported Pythons that can make environments, the preferred one first. Stops with the remedy where there is none."""
    found = machine.interpreters()
    whole = [one for one in found if one.whole]
    if whole:
        return whole
    packages = ("python{}.{}-venv".format(*found[0].version),) if found else machine.PYTHON[machine.DEBIAN]
    if system_packages and machine.system() == machine.DEBIAN and machine.install(list(packages)):
        return pythons(system_packages=False)
    remedy = machine.how_to({**machine.PYTHON, machine.DEBIAN: packages})
    if found:
        raise SetupError(
            f"{found[0].path} cannot make environments: its venv and ensurepip modules are missing. Install them with\n{remedy}"
        )
    versions = ", ".join("{}.{}".format(*version) for version in machine.SUPPORTED)
    mine = ".".join(map(str, sys.version_info[:3]))
    raise SetupError(f"Briefing needs Python {versions}; this is {mine} and no other was found on PATH. Install one with\n{remedy}")


def environment(folder: Path, python: machine.Interpreter, lock: str) -> Path:
    """An environment in `folder` with what `lock` pins and the project itself; returns its Python. Quick where nothing changed."""
    interpreter = folder / "bin" / "python"
    stamp = folder / STAMP
    wanted = {name: fingerprint(name, python) for name in ("run", "dev")}
    there, place = stamp.read_text(encoding="utf-8").splitlines() if stamp.is_file() else ("", str(folder))
    if interpreter.exists() and there in (wanted[lock], wanted["dev"]) and place == str(folder):
        return interpreter
    version = "{}.{}".format(*python.version)
    if not interpreter.exists() or version not in _version(interpreter) or place != str(folder):  # an environment cannot be moved
        say(f"Making {folder.name} with Python {version} …")
        if subprocess.run([python.path, "-m", "venv", "--clear", str(folder)], cwd=ROOT, check=False).returncode:
            raise SetupError(f"{python.path} -m venv failed; its words stand above.")
    say(f"Installing requirements/{lock}.txt into {folder.name} (a minute, the first time) …")
    install = [str(interpreter), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    for step in (
        ["--require-hashes", "-r", str(LOCKS / "pip.txt")],
        ["--require-hashes", "-r", str(LOCKS / f"{lock}.txt")],
        ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    ):
        if subprocess.run([*install, *step], cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
            raise SetupError(
                "pip failed; its words stand above. Without a network nothing can be installed; run the command again when there is one."
            )
    stamp.write_text(f"{wanted[lock]}\n{folder}\n", encoding="utf-8")
    return interpreter


def fingerprint(lock: str, python: machine.Interpreter) -> str:
    """What an environment depends on, as a hash: the lock files, pyproject.toml and the interpreter."""
    parts = [(LOCKS / "pip.txt").read_bytes(), (LOCKS / f"{lock}.txt").read_bytes(), (ROOT / "pyproject.toml").read_bytes()]
    parts.append(f"{python.path} {python.version}".encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _version(interpreter: Path) -> str:
    asked = subprocess.run([str(interpreter), "-V"], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def printing(*, system_packages: bool) -> None:
    """See that WeasyPrint's libraries are there, installing them where this may; says so where the PDF must stay away."""
    missing = machine.missing_libraries()
    if missing and system_packages and machine.install(list(machine.PRINTING.get(machine.system() or "", ()))):
        missing = machine.missing_libraries()
    if missing:
        say(
            f"No PDF on this machine: {', '.join(missing)} cannot be loaded. Everything else works. For the PDF, run\n{machine.how_to(machine.PRINTING)}"
        )
    if sys.platform == "darwin":  # Homebrew's folder is not one that every Python searches
        os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", os.pathsep.join(machine.HOMEBREW))


def tools(*, system_packages: bool) -> None:
    """See that the commands some tests use are there; those tests skip where they are not."""
    here = machine.system() or ""
    if system_packages:
        machine.install([packages[here] for _, packages in machine.missing_tools() if here in packages])
    for command, packages in machine.missing_tools():
        say(f"{command} is missing ({packages.get(here, command)}): tests that look at the printed page with it are skipped.")


def sample(python: Path) -> int:
    """Make the edition of the sample day and say where it lies."""
    started = {path: path.stat().st_mtime_ns for path in (ROOT / "output").glob("*/*/briefing.*")}
    code = run(str(python.parent / "briefing"), "run", "--sample", "--output", "output")
    made = sorted(path for path in (ROOT / "output").glob("*/*/briefing.*") if started.get(path) != path.stat().st_mtime_ns)
    made = made or sorted(started)
    for ending, what in ((".pdf", "The PDF"), (".html", "The page"), (".md", "The text")):
        for path in made:
            if path.suffix == ending:
                say(f"{what}: {path.relative_to(ROOT)}")
    return 0 if code == PARTIAL and made else code


def checks(python: Path) -> dict[str, int]:
    """The checks that read the code and run nothing of it: name to exit code."""
    tool = python.parent
    return {
        "ruff check": run(str(tool / "ruff"), "check", "--quiet", "."),
        "ruff format": run(str(tool / "ruff"), "format", "--check", "--quiet", "."),
        "mypy": run(str(tool / "mypy"), "--no-error-summary"),
        "import-linter": run(str(tool / "lint-imports"), "--no-logo"),
    }


def pytest(python: Path, *arguments: str) -> int:
    workers = str(min(os.cpu_count() or 1, 8))
    return run(str(python), "-m", "pytest", "-q", "-n", workers, *arguments)


def second(first: machine.Interpreter, found: list[machine.Interpreter]) -> machine.Interpreter | None:
    """Another Python to test on: the oldest supported where the first is newer, else the newest the project knows well."""
    others = {one.version: one for one in found if one.version != first.version}
    for version in ((3, 11), (3, 13), (3, 12), (3, 14)):
        if version in others:
            return others[version]
    return None


def test(python: Path, first: machine.Interpreter, found: list[machine.Interpreter]) -> int:
    """Every check and every test on the first Python, all but `ONCE` on a second one; 0 where all passed."""
    codes = checks(python)
    codes["tests on Python {}.{}".format(*first.version)] = pytest(python)
    other = second(first, found)
    skipped = ""
    if other:
        version = "{}.{}".format(*other.version)
        codes[f"tests on Python {version}"] = pytest(environment(ROOT / f".venv-{version}", other, "dev"), *ONCE)
    else:
        skipped = " Skipped: a second Python; this machine has one version from 3.11 to 3.14."
    failed = [name for name, code in codes.items() if code]
    say((f"Failed: {', '.join(failed)}." if failed else f"Passed: {', '.join(codes)}.") + skipped)
    return 1 if failed else 0


def check(python: Path) -> int:
    codes = checks(python)
    codes["tests"] = pytest(python, *FAST)
    failed = [name for name, code in codes.items() if code]
    say(f"Failed: {', '.join(failed)}." if failed else "All passed (the slow tests were left out).")
    return 1 if failed else 0


def lock(python: Path, *, upgrade: bool) -> int:
    """Write requirements/*.txt anew: exact versions with hashes for every system and Python, naming no index and no host."""
    options = [
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-annotate",
        "--no-header",
        "--quiet",
    ]
    options += ["--upgrade"] if upgrade else []
    run_file = "requirements/run.txt"
    for name, what in (
        ("pip", ["--group", "pip"]),
        ("run", ["pyproject.toml", "--group", "build"]),
        (
            "dev",
            [
                "pyproject.toml",
                "--group",
                "dev",
                "--extra",
                "cluster",
                "--extra",
                "postgresql",
                "--extra",
                "scripts",
                "--extra",
                "semantic",
                "--constraint",
                run_file,
            ],
        ),
    ):
        target = f"requirements/{name}.txt"
        if run(str(python.parent / "uv"), "pip", "compile", *what, *options, "--output-file", target):
            return 1
        if "://" in (ROOT / target).read_text(encoding="utf-8"):
            raise SetupError(f"{target} names an address; only names, versions and hashes belong there.")
    return 0


def bench(python: Path) -> int:
    return max(
        run(str(python), f"benchmarks/{name}.py") for name in ("startup", "sample", "extraction", "figures", "pages", "editions")
    )


def clean() -> int:
    for folder in [*ROOT.glob(".venv*"), *(ROOT / name for name in CACHES), *ROOT.glob("**/__pycache__")]:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def main(words: list[str]) -> int:
    """Do what the command line asks; returns the exit code."""
    parser = argparse.ArgumentParser(description="Set up Briefing and run its main jobs.")
    parser.add_argument("job", choices=["sample", "test", "check", "slow", "env", "lock", "catalogue", "bench", "clean"])
    parser.add_argument("--upgrade", action="store_true", help="with lock: take the newest versions")
    parser.add_argument("--no-system", action="store_true", help="install no system packages, even as root")
    options = parser.parse_args(words)
    job, system_packages = options.job, not options.no_system
    try:
        if job == "clean":
            return clean()
        found = pythons(system_packages=system_packages)
        python = environment(ROOT / ".venv", found[0], "run" if job == "sample" else "dev")
        if job in ("sample", "test", "slow", "bench"):
            printing(system_packages=system_packages)
        if job in ("test", "slow"):
            tools(system_packages=system_packages)
        if job == "test":
            return test(python, found[0], found)
        jobs = {
            "sample": lambda: sample(python),
            "check": lambda: check(python),
            "slow": lambda: pytest(python, "-m", "slow"),
            "lock": lambda: lock(python, upgrade=options.upgrade),
            "catalogue": lambda: run(str(python), "scripts/catalogue.py"),
            "bench": lambda: bench(python),
            "env": lambda: run(str(python), "-V"),
        }
        return jobs[job]()
    except SetupError as stop:
        print(stop, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
