"""The edition: its files, what is missing from it, the manifest, the data, and the same bytes every time."""

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.edges.templates import load_design
from briefing.errors import PressError, UsageError
from briefing.model import Template
from briefing.record import read
from briefing.stages.typeset import typeset

GOLDEN = Path(__file__).parents[2] / "golden"
DESIGN = load_design()
_LEFT_OUT = re.compile(rb"<svg .*?</svg>|<style>.*?</style>", re.DOTALL)
FACTS = {"settings": "0" * 64, "fonts": {"b.ttf": "2", "a.ttf": "1"}}


def paper(html):
    return b"%PDF-" + hashlib.sha256(html.encode()).hexdigest().encode()


def jam(_html):
    raise PressError("the press is jammed")


def made(briefing, press=paper, **changed):
    given_ = {
        "formats": ("md", "html", "pdf", "json"),
        "design": DESIGN,
        "press": press,
        "archive": "../../briefing.db",
        "facts": FACTS,
    } | changed
    edition, failures = typeset(briefing, **given_)
    return edition, dict(edition.files), failures


@pytest.mark.parametrize("format_", ["md", "html"])
@pytest.mark.parametrize("name", ["sample_day", "several_days"])
def test_an_edition_is_set_as_the_golden_file_has_it(request, name, format_):
    """After a change that is meant: `UPDATE_GOLDEN=1 pytest tests/stages/typeset`, then look at the difference.

    Drawings and style sheets are left out: they have tests of their own.
    """
    briefing, file = request.getfixturevalue(name), GOLDEN / f"{name.replace('_', '-')}.{format_}"
    content = _LEFT_OUT.sub(b"", made(briefing, formats=[format_])[1][f"briefing.{format_}"])
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_bytes(content)
    assert content == file.read_bytes(), "not as before; if that is meant: UPDATE_GOLDEN=1 pytest tests/stages/typeset"


def test_an_edition_holds_the_formats_asked_for_and_its_manifest_last(sample_day):
    edition, _, failures = made(sample_day)
    assert [name for name, _ in edition.files] == ["briefing.md", "briefing.html", "briefing.pdf", "briefing.json", "manifest.json"]
    assert (edition.profile, edition.name, failures) == ("ukraine", "2025-03-12", ())
    assert list(made(sample_day, formats=["json", "md"])[1]) == ["briefing.md", "briefing.json", "manifest.json"]


def test_the_pdf_is_made_where_no_html_is_asked_for(sample_day):
    assert list(made(sample_day, formats=["pdf"])[1]) == ["briefing.pdf", "manifest.json"]


@pytest.mark.parametrize(("press", "reason"), [(jam, "the press is jammed"), (None, "there is no press on this machine")])
def test_a_press_that_fails_costs_the_pdf_alone_and_the_manifest_says_why(sample_day, press, reason):
    _, files, failures = made(sample_day, press=press)
    assert list(files) == ["briefing.md", "briefing.html", "briefing.json", "manifest.json"]
    assert [(failure.subject, failure.reason, failure.at) for failure in failures] == [("briefing.pdf", reason, sample_day.made_at)]
    assert json.loads(files["manifest.json"])["missing"] == {"briefing.pdf": reason}


def test_a_page_that_grows_too_deep_costs_html_and_pdf_alone(sample_day):
    others = tuple(one for one in DESIGN.templates if one.name != "briefing.md.j2")
    deep = replace(DESIGN, templates=(*others, Template(name="briefing.md.j2", text="> " * 40 + "x", origin="deep")))
    _, files, failures = made(sample_day, design=deep)
    assert list(files) == ["briefing.md", "briefing.json", "manifest.json"]
    assert [failure.subject for failure in failures] == ["briefing.html", "briefing.pdf"]


def test_an_unknown_format_is_refused_with_the_known_ones(sample_day):
    with pytest.raises(UsageError, match="unknown format odt; known formats: md, html, pdf"):
        made(sample_day, formats=["md", "odt"])


def test_the_manifest_lets_anyone_check_the_files_and_find_the_archive(sample_day):
    _, files, _ = made(sample_day)
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["files"] == {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)} for name, content in files.items()
    }
    assert manifest["archive"] == "../../briefing.db"
    assert manifest["captures"] == sorted({article.capture for article in sample_day.articles})
    assert manifest["templates"]["page.css"] == hashlib.sha256(DESIGN.text("page.css").encode()).hexdigest()
    assert manifest["facts"] == FACTS
    assert manifest["edition"] == "2025-03-12"
    assert manifest["missing"] == {}


@pytest.mark.parametrize("path", ["/srv/briefing.db", "C:\\briefing.db"])
def test_an_edition_never_names_an_absolute_path(sample_day, path):
    with pytest.raises(ValueError, match="relative"):
        made(sample_day, archive=path)


def test_a_range_of_days_is_named_by_its_first_and_last(sample_day):
    window = replace(sample_day.window, last=sample_day.window.last.replace(day=16))
    assert window.name == "2025-03-12_2025-03-16"


def test_the_data_come_back_as_they_were(sample_day, empty_day):
    for briefing in (sample_day, empty_day):
        assert read(made(briefing, formats=["json"])[1]["briefing.json"]) == briefing


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=20), min_size=1, max_size=8), st.datetimes(timezones=st.just(UTC)))
def test_the_data_come_back_whatever_the_sources_write(small_day, poisoned, words, moment):
    briefing = replace(poisoned(small_day, words), made_at=moment)
    assert read(made(briefing, formats=["json"])[1]["briefing.json"]) == briefing


def test_a_text_no_json_can_hold_is_mended_and_written(small_day, poisoned):
    back = read(made(poisoned(small_day, ["a\ud83db"]), formats=["json"])[1]["briefing.json"])
    assert back.title == "a\ufffdb"


def test_the_data_name_every_passage_and_are_easy_to_read(sample_day):
    text = made(sample_day, formats=["json"])[1]["briefing.json"].decode()
    statement = json.loads(text)["chapters"][0]["reports"][0]["statements"][0]
    assert list(statement) == ["text", "passages", "own", "language", "day"]
    assert list(statement["passages"][0]) == ["article", "paragraph", "start", "end", "sha256"]
    assert '\n  "title": "Ukraine daily briefing",\n' in text
    assert "Ґалина Їжакевич" in text
    assert '"start": "2025-03-12T06:00:00+02:00"' in text


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"profile": 1}'])
def test_what_is_no_edition_is_refused_in_words(data):
    with pytest.raises(UsageError, match="not the JSON of an edition"):
        read(data)


CHILD = """
import sys
from hashlib import sha256
from briefing.edges.templates import load_design
from briefing.model import USUAL_FORMATS, Template
from briefing.record import read
from briefing.stages.typeset import typeset
briefing = read(open(sys.argv[1], "rb").read())
edition, _ = typeset(briefing, formats=["md", "html", "json"], design=load_design(), press=None, archive="b.db", facts={})
print(*(f"{name} {sha256(content).hexdigest()}" for name, content in edition.files), sep="\\n")
"""


def test_the_bytes_do_not_depend_on_the_process_that_makes_them(sample_day, tmp_path):
    data = tmp_path / "briefing.json"
    data.write_bytes(made(sample_day, formats=["json"])[1]["briefing.json"])
    outputs = set()
    for seed, zone, locale, folder in (("0", "UTC", "C", tmp_path), ("77", "Asia/Tokyo", "C.UTF-8", Path("/"))):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": os.pathsep.join(sys.path)}
        child = subprocess.run(
            [sys.executable, "-c", CHILD, str(data)],
            env=environment,
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        )
        outputs.add(child.stdout)
    assert len(outputs) == 1


def test_of_what_is_not_printed_some_headlines_are_given_under_each_reason_and_all_are_counted(sample_day):
    """A general feed brings hundreds of them a day; the data have them all."""
    many = tuple(
        replace(sample_day.coverage.others[0], title=f"Match {number}", reason=f"reason {number % 2}") for number in range(150)
    )
    briefing = replace(sample_day, coverage=replace(sample_day.coverage, others=many, left_out=many))
    _, text = made(briefing, formats=["md"])[1]["briefing.md"].decode().split("- **Left out: 150.**")
    for listed in text.partition("- **Fits no section: 150.**")[::2]:
        assert "Match 5" in listed
        assert "Match 6" not in listed
        assert listed.count("; and 72 more.") == 2
        assert "All are listed in briefing.json." in listed


def test_of_reasons_without_number_some_are_printed_and_all_are_counted(sample_day):
    many = tuple(replace(sample_day.coverage.others[0], reason=f"reason {number:02}") for number in range(30))
    text = made(replace(sample_day, coverage=replace(sample_day.coverage, others=many)), formats=["md"])[1]["briefing.md"].decode()
    assert "*reason 11:*" in text
    assert "*reason 12:*" not in text
    assert "*18 more for other reasons.*" in text


def test_thousands_of_what_is_not_printed_are_set_apart(sample_day):
    many = (sample_day.coverage.others[0],) * 1415
    text = made(replace(sample_day, coverage=replace(sample_day.coverage, others=many)), formats=["md"])[1]["briefing.md"].decode()
    assert "- **Fits no section: 1,415.**" in text
    assert "; and 1,412 more." in text


def test_a_short_list_of_what_is_not_printed_is_given_whole(sample_day):
    few = tuple(replace(sample_day.coverage.others[0], title=f"Match {number}", reason="reason") for number in range(4))
    text = made(replace(sample_day, coverage=replace(sample_day.coverage, others=few)), formats=["md"])[1]["briefing.md"].decode()
    assert all(f"Match {number}" in text for number in range(4))
    assert "All are listed in briefing.json." not in text
