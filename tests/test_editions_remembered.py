"""Editions made one after the other from an archive that remembers them: news once, corrections by name, moves kept."""

import json
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.edges.archive import SqlArchive
from briefing.errors import Exit

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<link rel="canonical" href="https://harbour.example.org/{name}"><meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="{published}"></head><body><article><h1>{title}</h1>{text}</article></body></html>
"""
PUMP = (
    "A drone hit the pump station of Izium on Monday morning and left {homes} households without water, the city council said.",
    "Two electricians who worked beside the tank were taken to hospital, according to the regional administration.",
    "Engineers brought the water back by evening, said council head Maksym Holub, who thanked them in a short video message.",
)
SCHOOL = (
    "Artillery shells damaged a school and a bakery in Lyman overnight, the head of the town's administration said on Tuesday.",
    "The administration's spokeswoman Lesia Tkach told reporters that lessons would go on in the library for the rest of the week.",
    "The town had been without shelling for eleven days, she said, and shops had just begun to open again.",
)


def page(folder: Path, name: str, title: str, published: str, text: tuple[str, ...]) -> None:
    folder.mkdir(exist_ok=True)
    paragraphs = "".join(f"<p>{one}</p>" for one in text)
    (folder / f"{name}.html").write_text(PAGE.format(name=name, title=title, published=published, text=paragraphs))


def pump(folder: Path, homes: str) -> None:
    text = tuple(one.format(homes=homes) for one in PUMP)
    page(folder, "pump", "Pump station hit in Izium, water back by evening", "2025-05-12T21:15:00+03:00", text)


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pump(Path("monday"), "4,000")
    pump(Path("tuesday"), "6,500")
    page(Path("tuesday"), "school", "Shells damage school and bakery in Lyman", "2025-05-13T18:05:00+03:00", SCHOOL)


def run(folder: str, day: int, *more: str) -> None:
    # Made long after the days it is about, as pages in a folder often are.
    words = ["run", "--input", folder, "--date", f"2025-05-{day}", "--now", f"2026-05-{day + 1}T06:30:00+03:00"]
    assert main([*words, "--formats", "md,json", *more]) in (Exit.OK, Exit.NOTHING)


def files(day: int) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(f"output/ukraine/2025-05-{day}").iterdir()}


def briefing(day: int) -> dict:
    return json.loads(files(day)["briefing.json"])


def test_a_page_that_changed_after_it_was_printed_is_corrected_by_name_in_the_next_edition():
    run("monday", 12)
    run("tuesday", 13)
    (correction,) = briefing(13)["changes"]["corrections"]
    assert correction["before"]["edition"] == "2025-05-12"
    assert "4,000 households" in correction["printed"]["text"]
    assert "6,500 households" in correction["now"]["text"]
    assert main(["verify", "output/ukraine/2025-05-13/briefing.json"]) == Exit.OK


def test_a_dry_run_knows_what_was_printed_and_leaves_no_trace(capsys):
    run("monday", 12)
    kept = sorted(Path("output").rglob("*"))
    capsys.readouterr()
    run("tuesday", 13, "--dry-run")
    assert "  since the edition 2025-05-12: 1 new\n" in capsys.readouterr().out  # the pump's page is of Monday
    assert sorted(Path("output").rglob("*")) == kept
    with SqlArchive.open("sqlite:///output/briefing.db", create=False) as archive:
        assert archive.facts()["editions"] == 1


@pytest.mark.slow
def test_an_edition_made_again_after_later_ones_has_the_same_bytes():
    run("monday", 12)
    run("tuesday", 13)
    monday, tuesday = files(12), files(13)
    Path("wednesday").mkdir()
    pump(Path("wednesday"), "9,000")
    run("wednesday", 14)
    for folder, day, made in (("tuesday", 13, tuesday), ("monday", 12, monday), ("tuesday", 13, tuesday)):
        run(folder, day)
        assert files(day) == made


def test_an_edition_made_again_is_not_held_against_itself():
    run("monday", 12)
    first = files(12)
    run("monday", 12)
    assert files(12) == first
    assert briefing(12)["changes"]["new"] == 1


def test_a_dry_run_is_not_remembered():
    run("monday", 12)
    run("tuesday", 13, "--dry-run")
    with SqlArchive.open("sqlite:///output/briefing.db") as archive:
        assert [one.name for one in archive.editions("ukraine")] == ["2025-05-12"]


def test_a_story_that_an_editor_moved_stands_there_when_the_edition_is_made_again():
    run("tuesday", 13)
    before = {chapter["id"]: [one["thread"] for one in chapter["reports"]] for chapter in briefing(13)["chapters"]}
    (thread,) = before["strikes"]
    assert main(["move", "school bakery", "nato"]) == Exit.OK
    run("tuesday", 13)
    after = {chapter["id"]: [one["thread"] for one in chapter["reports"]] for chapter in briefing(13)["chapters"]}
    assert (after.get("strikes", []), after["nato"]) == ([], [thread])
    assert main(["move", "--undo", thread]) == Exit.OK
    run("tuesday", 13)
    assert {chapter["id"]: [one["thread"] for one in chapter["reports"]] for chapter in briefing(13)["chapters"]} == before
