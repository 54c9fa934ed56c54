"""The commands as a person or a script calls them: files, messages and exit codes."""

import json
import os
import sqlite3
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from briefing.errors import Exit

SAMPLE = Path(__file__).parents[1] / "briefing" / "sample"
NOW = "2025-05-13T06:30:00+03:00"
PAGE = """Pump station hit in Izium, water back by evening

12 May 2025, 21:15

A drone hit a pump station in Izium on Monday morning and left 4,000 households without water, the city council said.

Two electricians were injured and taken to hospital, according to the regional administration.

Engineers brought the water back by evening, said council head Maksym Holub, who thanked them in a short video message.
"""


OTHER_PAGE = """Night of shelling in Lyman damages school and bakery

12 May 2025, 08:05

Artillery shells damaged a school and a bakery in Lyman overnight, the head of the town's administration said on Monday.

Three people were injured, one of them by broken glass, the administration's spokeswoman Lesia Tkach told reporters in the morning.

The town had been without shelling for eleven days, she said, and shops had just begun to open again.
"""


def briefing(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, "-m", "briefing", *map(str, arguments)],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "izium.txt").write_text(PAGE)
    return folder


def edition(folder: Path, name: str = "2025-05-12") -> Path:
    return folder / "output" / "ukraine" / name


def run(tmp_path: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return briefing("run", "--now", NOW, "--formats", "md,html,json", *arguments, cwd=tmp_path, **environment)


def test_a_page_becomes_an_edition_and_verifies(tmp_path: Path, pages: Path):
    done = run(tmp_path, "--input", "pages", "--date", "2025-05-12")
    assert done.returncode == Exit.OK, done.stderr
    folder = edition(tmp_path)
    assert {path.name for path in folder.iterdir()} == {"briefing.md", "briefing.html", "briefing.json", "manifest.json"}
    assert "4,000 households" in (folder / "briefing.md").read_text()
    checked = briefing("verify", folder / "briefing.json", cwd=tmp_path)
    assert checked.returncode == Exit.OK, checked.stdout
    assert "0 failed" in checked.stdout


def test_every_statement_in_the_json_carries_its_passage(tmp_path: Path, pages: Path):
    run(tmp_path, "--input", "pages", "--date", "2025-05-12")
    whole = json.loads((edition(tmp_path) / "briefing.json").read_text())
    statements = [one for chapter in whole["chapters"] for report in chapter["reports"] for one in report["statements"]]
    assert statements
    for one in statements:
        for passage in one["passages"]:
            assert set(passage) == {"article", "paragraph", "start", "end", "sha256"}


def test_reading_the_same_input_again_changes_nothing(tmp_path: Path, pages: Path):
    run(tmp_path, "--input", "pages", "--date", "2025-05-12")
    before = {path.name: path.read_bytes() for path in edition(tmp_path).iterdir()}
    with sqlite3.connect(tmp_path / "output" / "briefing.db") as archive:
        rows = archive.execute("select count(*) from capture").fetchone()
    archive.close()
    run(tmp_path, "--input", "pages", "--date", "2025-05-12")
    assert {path.name: path.read_bytes() for path in edition(tmp_path).iterdir()} == before
    with sqlite3.connect(tmp_path / "output" / "briefing.db") as archive:
        assert archive.execute("select count(*) from capture").fetchone() == rows
    archive.close()


def test_the_archive_alone_gives_the_edition_again(tmp_path: Path, pages: Path):
    run(tmp_path, "--input", "pages", "--date", "2025-05-12")
    first = (edition(tmp_path) / "briefing.md").read_bytes()
    done = run(tmp_path, "--date", "2025-05-12")
    assert done.returncode == Exit.OK, done.stderr
    assert (edition(tmp_path) / "briefing.md").read_bytes() == first


def test_without_a_date_the_last_complete_day_is_covered(tmp_path: Path, pages: Path):
    done = run(tmp_path, "--input", "pages")
    assert done.returncode == Exit.OK, done.stderr
    assert edition(tmp_path).is_dir()


def test_a_range_is_one_edition(tmp_path: Path, pages: Path):
    done = run(tmp_path, "--input", "pages", "--from", "2025-05-10", "--to", "2025-05-12")
    assert done.returncode == Exit.OK, done.stderr
    assert edition(tmp_path, "2025-05-10_2025-05-12").is_dir()


def test_a_changed_byte_in_a_capture_fails_loudly(tmp_path: Path, pages: Path):
    run(tmp_path, "--input", "pages", "--date", "2025-05-12")
    with sqlite3.connect(tmp_path / "output" / "briefing.db") as archive:
        ((sha256, body),) = archive.execute("select sha256, body from capture").fetchall()
        changed = zlib.decompress(body).replace(b"4,000", b"5,000")
        archive.execute("update capture set body = ? where sha256 = ?", (zlib.compress(changed), sha256))
    archive.close()
    checked = briefing("verify", edition(tmp_path) / "briefing.json", cwd=tmp_path)
    assert checked.returncode == Exit.UNEXPECTED
    assert "FAILED" in checked.stdout


def test_a_changed_edition_fails_loudly(tmp_path: Path, pages: Path):
    run(tmp_path, "--input", "pages", "--date", "2025-05-12")
    file = edition(tmp_path) / "briefing.json"
    file.write_text(file.read_text().replace("4,000 households", "9,000 households"))
    checked = briefing("verify", file, cwd=tmp_path)
    assert checked.returncode == Exit.UNEXPECTED
    assert "9,000" in checked.stdout


def test_files_that_are_not_there_are_named_and_no_failure(tmp_path: Path, pages: Path):
    run(tmp_path, "--input", "pages", "--date", "2025-05-12")
    (edition(tmp_path) / "briefing.html").unlink()
    checked = briefing("verify", edition(tmp_path), cwd=tmp_path)
    assert checked.returncode == Exit.OK
    assert "not here, so not checked: briefing.html" in checked.stdout
    (edition(tmp_path) / "manifest.json").unlink()
    alone = briefing("verify", edition(tmp_path), "--archive", tmp_path / "output" / "briefing.db", cwd=tmp_path)
    assert "manifest.json is not here" in alone.stdout


def test_a_dry_run_writes_nothing(tmp_path: Path, pages: Path):
    done = run(tmp_path, "--input", "pages", "--date", "2025-05-12", "--dry-run")
    assert done.returncode == Exit.OK, done.stderr
    assert "briefing.md" in done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"pages"}


def test_a_day_without_news_says_so(tmp_path: Path, pages: Path):
    done = run(tmp_path, "--input", "pages", "--date", "2025-05-01")
    assert done.returncode == Exit.NOTHING, done.stderr
    assert "No news" in (edition(tmp_path, "2025-05-01") / "briefing.md").read_text()


def test_bad_files_cost_only_themselves(tmp_path: Path, pages: Path):
    (pages / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (pages / "empty.txt").write_bytes(b"")
    (pages / "broken.json").write_text('{"title": ')
    (pages / "latin.txt").write_bytes(b"Caf\xe9 \xff\xfe\n\n" + OTHER_PAGE.encode())
    (pages / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (pages / "line.txt").write_bytes(b"word " * 10_500_000)
    done = run(tmp_path, "--input", "pages", "--date", "2025-05-12")
    assert done.returncode == Exit.PARTIAL
    assert "Traceback" not in done.stderr
    text = (edition(tmp_path) / "briefing.md").read_text()
    assert "Izium" in text
    assert "Lyman" in text
    for name in ("binary.txt", "empty.txt", "broken.json", "gone.txt", "line.txt"):
        assert name in text, name


def test_what_is_missing_is_named_and_nothing_is_made(tmp_path: Path, pages: Path):
    done = run(tmp_path, "--input", "pages", "no-such-folder", "other/*.html", "--date", "2025-05-12")
    assert done.returncode == Exit.USAGE
    assert "no-such-folder" in done.stderr
    assert "other/*.html" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "output").exists()


def test_every_mistake_of_a_profile_is_told_at_once(tmp_path: Path, pages: Path):
    (tmp_path / "briefing.toml").write_text(
        'title = ""\ntimezone = "Europe/Kiew"\nday_starts = "25:00"\n[[section]]\nid = "A B"\ntitle = "A"\nabout = "a"\n[schedule]\nat = 6\n'
    )
    done = run(tmp_path, "--input", "pages", "--date", "2025-05-12")
    assert done.returncode == Exit.CONFIG
    for key in ("title", "timezone", "day_starts", "section[1].id", "schedule.at"):
        assert f"  {key}: " in done.stderr, done.stderr
    assert "5 mistakes" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "2025-05-12", "--to", "2025-05-01"), "before"),
        (("--date", "2025-02-30"), "2025-02-30"),
        (("--date", "yesterday"), "2024-01-23"),
        (("--from", "2025-05-12"), "--to"),
        (("--date", "2025-05-12", "--from", "2025-05-12", "--to", "2025-05-12"), "--date"),
        (("--date", "2025-05-12", "--formats", "md,odt"), "odt"),
        (("--date", "2025-05-12", "--now", "noon"), "noon"),
        (
            (
                "--date",
                "2025-06-12",
            ),
            "2025-06-12",
        ),
    ],
)
def test_wrong_use_is_explained(tmp_path: Path, pages: Path, arguments: tuple[str, ...], said: str):
    done = run(tmp_path, "--input", "pages", *arguments)
    assert done.returncode == Exit.USAGE
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_init_writes_a_profile_that_works_and_is_not_written_over(tmp_path: Path, pages: Path):
    assert briefing("init", cwd=tmp_path).returncode == Exit.OK
    again = briefing("init", cwd=tmp_path)
    assert again.returncode == Exit.USAGE
    assert "--force" in again.stderr
    assert run(tmp_path, "--input", "pages", "--date", "2025-05-12").returncode == Exit.OK
    examined = briefing("doctor", cwd=tmp_path)
    assert "FAIL" not in examined.stdout, examined.stdout


def test_inspect_prints_an_object_a_line(tmp_path: Path, pages: Path):
    (pages / "empty.txt").write_text("")
    done = briefing("inspect", "--json", "pages/izium.txt", "pages/empty.txt", cwd=tmp_path)
    assert done.returncode == Exit.OK, done.stderr
    found, rejected = map(json.loads, done.stdout.splitlines())
    assert (found["file"], found["item"], found["kind"]) == ("pages/izium.txt", 1, "article")
    assert found["published"].startswith("2025-05-12T21:15")
    assert found["section"] == "strikes"
    assert ("injured", 2.0) in [(figure["kind"], figure["value"]) for figure in found["figures"]]
    assert rejected["kind"] == "rejected"
    assert rejected["reason"]


def test_figures_prints_a_table_and_stores_nothing(tmp_path: Path, pages: Path):
    done = briefing("figures", "--input", pages, "--date", "2025-05-12", "--now", NOW, "--format", "json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (Exit.OK, "")
    rows = json.loads(done.stdout)
    injured = next(row for row in rows if row["kind"] == "injured")
    assert (injured["value"], injured["written"], injured["relation"]) == (2, "Two", "single")
    assert "Two electricians were injured" in injured["sentence"]
    assert not (tmp_path / "output").exists()


def test_figures_reads_the_archive_and_says_when_a_day_has_none(tmp_path: Path, pages: Path):
    run(tmp_path, "--input", pages)
    done = briefing("figures", "--date", "2025-05-12", "--now", NOW, cwd=tmp_path)
    header, *lines = done.stdout.splitlines()
    assert done.returncode == Exit.OK
    assert header.startswith("kind,value,")
    assert ["Two electricians were injured" in line for line in lines].count(True) == 1
    empty = briefing("figures", "--from", "2025-05-01", "--to", "2025-05-02", "--now", NOW, "--format", "json", cwd=tmp_path)
    assert (empty.returncode, json.loads(empty.stdout)) == (Exit.NOTHING, [])


def test_explain_prints_every_line_with_its_mark_and_reason(tmp_path: Path, pages: Path):
    (pages / "izium.txt").write_text(f"Menu\n{PAGE}\nWe use cookies to remember your choices.\n")
    done = briefing("inspect", "--explain", "pages/izium.txt", cwd=tmp_path)
    assert done.returncode == Exit.OK, done.stderr
    rows = [line.split(maxsplit=2) for line in done.stdout.splitlines()[2:] if line]
    assert [(number, mark) for number, mark, _ in rows if mark != "cut"] == [
        ("2", "title"), ("4", "date"), ("6", "text"), ("8", "text"), ("10", "text"),
    ]  # fmt: skip
    assert [number for number, mark, _ in rows if mark == "cut"] == ["1", "12"]
    assert "\x1b" not in done.stdout
    objects = [
        json.loads(line) for line in briefing("inspect", "--explain", "--json", "pages/izium.txt", cwd=tmp_path).stdout.splitlines()
    ]
    assert [(one["line"], one["mark"]) for one in objects] == [(int(number), mark) for number, mark, _ in rows]
    assert all(one["why"] for one in objects)


def test_group_gives_a_story_for_every_line(tmp_path: Path):
    rows = [
        {"id": 1, "title": "Drone hits pump station in Izium, 4,000 homes without water", "published": "2025-05-12"},
        {"id": "b", "title": "Izium: 4,000 homes without water as drone hits pump station", "published": "2025-05-12"},
        {"id": "c", "title": "Football club signs keeper from Lviv for three seasons", "published": "2025-05-12"},
    ]
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, rows)))
    done = briefing("group", "items.jsonl", "--json", cwd=tmp_path)
    assert done.returncode == Exit.OK, done.stderr
    out = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["id"] for one in out] == [1, "b", "c"]
    assert out[0]["story"] == out[1]["story"] != out[2]["story"]
    bad = briefing("group", "nothing.jsonl", cwd=tmp_path)
    assert bad.returncode == Exit.USAGE


@pytest.mark.slow
def test_the_same_inputs_give_the_same_bytes_anywhere(tmp_path: Path):
    made = []
    for number, environment in enumerate(
        ({"TZ": "UTC", "PYTHONHASHSEED": "1"}, {"TZ": "America/New_York", "PYTHONHASHSEED": "77", "LANG": "de_DE.UTF-8"})
    ):
        folder = tmp_path / f"place {number}"
        folder.mkdir()
        done = briefing("run", "--sample", cwd=folder, **environment)
        assert done.returncode in (Exit.OK, Exit.PARTIAL), done.stderr
        (place,) = (folder / "output" / "ukraine").iterdir()
        made.append({path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()})
    assert made[0] == made[1]
    assert any(name.startswith("sources/") for name in made[0])
    assert {"briefing.md", "briefing.html", "briefing.json", "manifest.json"} <= set(made[0])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_under_the_output_is_said_in_a_line(tmp_path: Path, pages: Path):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "briefing", "inspect", "--json", str(pages)],
            cwd=Path(__file__).parents[1],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == Exit.UNEXPECTED
    assert done.stderr.startswith("briefing: No space left")
    assert "Traceback" not in done.stderr


def test_init_names_a_folder_as_what_it_is(tmp_path: Path, pages: Path):
    done = briefing("init", tmp_path, cwd=tmp_path)
    assert done.returncode == Exit.USAGE
    assert "is a folder" in done.stderr
