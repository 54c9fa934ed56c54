"""`briefing source` as a checker calls it, from the number a reference gives; and the archived copies beside an edition."""

import json
import re
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.errors import Exit


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    assert main(["run", "--sample", "--formats", "html,json,sources", "--output", str(folder)]) == Exit.OK
    return folder


@pytest.fixture
def page(output: Path) -> str:
    return (output / "ukraine" / "2025-05-14" / "briefing.html").read_text("utf-8")


def ask(output: Path, *words: str) -> int:
    return main(["source", *words, "--output", str(output)])


def test_each_reference_names_a_text_that_the_archive_prints_as_the_copy_has_it(output, page, capsys):
    named = re.findall(r'href="(sources/[0-9a-f-]+\.html)">archived as <span class="id">([0-9a-f]{12}(?:-\d+)?)<', page)
    assert len(named) > 8
    assert any("-" in name for _, name in named)
    for file, name in named:
        assert ask(output, name, "--json") == Exit.OK
        (read,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert read["archived_as"] == name
        assert file == f"sources/{name}.html"
        copy = (output / "ukraine" / "2025-05-14" / file).read_text("utf-8")
        assert copy.count('<p id="p') == len(read["paragraphs"])
        assert read["capture"] in copy


def test_paragraphs_are_numbered_as_the_references_number_them(output, page, capsys):
    name, number, words = re.search(
        r'archived as <span class="id">([0-9a-f]{12}(?:-\d+)?)</span></a>\.</p>\s*<p><a class="copy" [^>]*>¶(\d+)</a>(?: <a class="words"[^>]*>)? ?([^<]{20,60})',
        page,
    ).groups()
    assert ask(output, name) == Exit.OK
    said = capsys.readouterr().out
    assert re.search(rf"^¶{number} .*{re.escape(words.replace('&#39;', chr(39)))}", said, re.MULTILINE)
    assert f"archived as {name}" in said


def test_an_article_is_found_by_its_id_in_every_reading(output, capsys):
    briefing = json.loads((output / "ukraine" / "2025-05-14" / "briefing.json").read_bytes())
    article = briefing["articles"][0]
    assert ask(output, article["id"], "--json") == Exit.OK
    assert {json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()} == {article["id"]}


def test_the_first_article_of_a_capture_with_several_says_that_there_are_more(output, page, capsys):
    name = re.search(r'archived as <span class="id">([0-9a-f]{12})-\d+<', page)[1]
    assert ask(output, name) == Exit.OK
    assert re.search(rf"The capture holds \d+ more: .*{name}-2 “", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("xyz", "no id of a source"),
        ("abc", "no id of a source"),
        ("../../etc/passwd", "no id of a source"),
        ("%%%%%%", "no id of a source"),
        ("ffffffffffff", "holds no capture that begins with ffffffffffff"),
    ],
)
def test_what_is_no_source_is_said_to_be_none(output, name, said, capsys):
    assert ask(output, name) == Exit.USAGE
    assert said in capsys.readouterr().err


def test_a_number_the_capture_does_not_have_is_said_with_those_it_has(output, page, capsys):
    name = re.search(r'archived as <span class="id">([0-9a-f]{12})-\d+<', page)[1]
    assert ask(output, f"{name}-99") == Exit.USAGE
    assert f"has no article 99; it has {name}, {name}-2" in capsys.readouterr().err


def test_without_an_archive_it_says_where_it_looked(tmp_path, capsys):
    assert ask(tmp_path, "ffffffffffff") == Exit.USAGE
    assert f"there is no archive at {tmp_path / 'briefing.db'}" in capsys.readouterr().err


def test_a_copy_that_was_changed_after_it_was_filed_is_found_out(output, capsys):
    folder = output / "ukraine" / "2025-05-14"
    assert main(["verify", str(folder)]) == Exit.OK
    copy = next((folder / "sources").iterdir())
    whole = copy.read_bytes()
    try:
        copy.write_bytes(whole.replace(b"<h1", b"<h2"))
        assert main(["verify", str(folder)]) == Exit.UNEXPECTED
        assert f"sources/{copy.name}" in capsys.readouterr().out
    finally:
        copy.write_bytes(whole)
