"""The units in docs/systemd are right by systemd's own word, and say what they must not lose."""

import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest

from briefing.cli import _parser
from briefing.errors import Exit

UNITS = Path(__file__).parents[1] / "docs" / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))


def service(name: str) -> dict[str, str]:
    """The [Service] section; of a key that comes twice the last."""
    parser = RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read(UNITS / name)
    return dict(parser["Service"])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here")
def test_systemd_finds_nothing_wrong_with_them(tmp_path):
    program = tmp_path / "briefing"
    program.write_text(f"#!{sys.executable}\n", encoding="utf-8")
    program.chmod(0o755)
    for unit in UNITS.iterdir():  # it looks whether the program is there
        (tmp_path / unit.name).write_text(unit.read_text(encoding="utf-8").replace("/opt/briefing/bin/briefing", str(program)))
    names = [str(tmp_path / unit.name) for unit in sorted(UNITS.iterdir())]
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *names], capture_output=True, text=True, check=False)
    said = [line for line in (done.stdout + done.stderr).splitlines() if str(tmp_path) in line or "briefing" in line]
    assert said == []


@pytest.mark.parametrize("name", SERVICES)
def test_each_starts_a_command_that_there_is(name):
    words = service(name)["ExecStart"].split()
    assert words[0] == "/opt/briefing/bin/briefing"
    args = _parser().parse_args(words[1:])
    assert args.profile in ("/var/lib/briefing/briefing.toml", ["/var/lib/briefing/briefing.toml"])


@pytest.mark.parametrize("name", SERVICES)
def test_each_leaves_proc_alone_by_which_we_know_who_is_gone(name):
    assert not {"ProtectProc", "ProcSubset"} & service(name).keys()


@pytest.mark.parametrize("name", ["briefing.service", "briefing-run.service"])
def test_a_signal_reaches_the_parent_alone(name):
    assert service(name)["KillMode"] == "mixed"
    assert int(service(name)["TimeoutStopSec"]) > 15


def test_what_is_no_failure_is_none_to_systemd():
    codes = {int(code) for code in service("briefing-run.service")["SuccessExitStatus"].split()}
    assert codes == {Exit.PARTIAL, Exit.NOTHING, Exit.MAIL, Exit.LOCKED, Exit.TRY_LATER}
