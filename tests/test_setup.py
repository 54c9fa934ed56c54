"""The set-up: what is installed is pinned, and what the machine lacks is said in words a person can act on."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def said_by(program: str) -> subprocess.CompletedProcess[str]:
    """What a program prints that has the set-up's modules at hand; a process of its own, for it changes them."""
    start = "import sys\nsys.path.insert(0, 'scripts')\nsys.dont_write_bytecode = True\nimport machine, setup\nfrom pathlib import Path\n"
    return subprocess.run(
        [sys.executable, "-c", start + program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ, PYTHONUTF8="1"),
    )


@pytest.mark.parametrize("name", ["pip", "run", "dev"])
def test_a_lock_file_pins_everything_by_hash_and_names_no_address(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9][a-z0-9.-]*(?:\[[a-z,]+\])?==\S+.*\\\n\s+--hash=sha256:", text, re.MULTILINE)
    lines = [line for line in text.splitlines() if line and not line.startswith(" ")]
    assert len(pins) == len(lines) > 0
    assert "://" not in text
    assert not any(line.startswith("-") for line in lines)


def test_the_development_lock_agrees_with_the_one_for_running():
    pins = {
        name: set(re.findall(r"^(\S+==\S+)", (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("run", "dev")
    }
    assert pins["run"] <= pins["dev"]


def test_an_older_python_alone_is_told_what_to_install():
    done = said_by("machine.interpreters = lambda: []\nsys.exit(setup.main(['test', '--no-system']))")
    assert done.returncode == 1
    assert "Briefing needs Python 3.11, 3.12, 3.13, 3.14" in done.stderr
    assert "install" in done.stderr


def test_a_python_without_venv_is_told_the_package():
    program = "machine.interpreters = lambda: [machine.Interpreter('/x', (3, 11), whole=False)]\nmachine.system = lambda: machine.DEBIAN\n"
    done = said_by(program + "sys.exit(setup.main(['env', '--no-system']))")
    assert done.returncode == 1
    assert "apt-get install python3.11-venv" in done.stderr


@pytest.mark.parametrize(
    ("system", "command"), [("DEBIAN", "apt-get install"), ("FEDORA", "dnf install"), ("MACOS", "brew install pango")]
)
def test_missing_libraries_are_named_with_the_command_of_the_system(system, command):
    program = f"machine.system = lambda: machine.{system}\nmachine.LIBRARIES = (('Pango', ('libnowhere.so.9',)),)\n"
    done = said_by(program + "setup.printing(system_packages=False)")
    assert "No PDF on this machine: Pango" in done.stdout
    assert command in done.stdout
    assert done.stdout.count("install") == 1


def test_a_system_that_is_not_known_is_told_all_three_commands():
    done = said_by("machine.system = lambda: None\nprint(machine.how_to(machine.PRINTING))")
    assert [line.split(":")[0].strip() for line in done.stdout.splitlines()] == ["Debian/Ubuntu", "Fedora", "macOS"]


def test_the_interpreter_that_runs_the_set_up_comes_first():
    done = said_by("print(machine.interpreters()[0].version == sys.version_info[:2])")
    assert done.stdout.strip() == "True"


@pytest.mark.parametrize(
    ("first", "there", "expected"),
    [
        ((3, 11), [(3, 12), (3, 13)], (3, 13)),
        ((3, 13), [(3, 11), (3, 12)], (3, 11)),
        ((3, 11), [(3, 12)], (3, 12)),
        ((3, 12), [], None),
    ],
)
def test_the_second_python_is_far_from_the_first(first, there, expected):
    found = [first, *there]
    program = f"found = [machine.Interpreter('/x', version, whole=True) for version in {found!r}]\n"
    done = said_by(program + "other = setup.second(found[0], found)\nprint(other.version if other else None)")
    assert done.stdout.strip() == str(expected)


def test_a_change_of_a_lock_file_changes_what_an_environment_must_match(tmp_path):
    program = f"""
import shutil
shutil.copytree(setup.LOCKS, r'{tmp_path}/locks')
setup.LOCKS = Path(r'{tmp_path}/locks')
python = machine.Interpreter('/x', (3, 11), whole=True)
before = setup.fingerprint('run', python), setup.fingerprint('dev', python)
with (setup.LOCKS / 'dev.txt').open('a') as file:
    file.write('# changed\\n')
after = setup.fingerprint('run', python), setup.fingerprint('dev', python)
print(before[0] == after[0], before[1] == after[1])
"""
    assert said_by(program).stdout.split() == ["True", "False"]


def test_make_and_the_script_know_the_same_jobs():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE).group(1).split()
    usage = subprocess.run(
        [sys.executable, "scripts/setup.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    jobs = re.search(r"\{([a-z,]+)\}", usage).group(1).split(",")
    assert sorted(targets) == sorted(["help", *jobs])


def test_continuous_integration_runs_the_two_commands_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert (
        re.findall(r"^make (\w+)", run, re.MULTILINE) == re.findall(r"^    make (\w+)", readme, re.MULTILINE) == ["sample", "test"]
    )
