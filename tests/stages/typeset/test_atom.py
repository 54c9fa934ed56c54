"""The Atom entry: sound, the same text as the page, inert whatever the sources write."""

import re
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from xml.etree import ElementTree as ET

import feedparser
import pytest

from briefing.edges.templates import load_design
from briefing.model import Marks
from briefing.stages.typeset.atom import entry
from briefing.stages.typeset.page import Body
from briefing.stages.typeset.tree import classes, text, tree

typesetting = import_module("briefing.stages.typeset")
DESIGN = load_design()
ATOM = "{http://www.w3.org/2005/Atom}"
INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
# RFC 4287, 4.1.2 and 4.2: what an entry has exactly once, at most once, and what may stand in it at all.
ONCE, AT_MOST_ONCE = {"id", "title", "updated"}, {"content", "published", "rights", "source", "summary"}
KNOWN = ONCE | AT_MOST_ONCE | {"author", "category", "contributor", "link"}


def body_of(briefing, design=DESIGN) -> Body:
    return typesetting._elsewhere(typesetting._body(briefing, design, False), briefing, design)


def made(briefing, design=DESIGN, formats=("html", "pdf", "csv")):
    return ET.fromstring(entry(briefing, body_of(briefing, design), design, formats))


def check_rules(found):
    names = [child.tag.removeprefix(ATOM) for child in found]
    assert found.tag == f"{ATOM}entry"
    assert set(names) <= KNOWN
    assert all(names.count(name) == 1 for name in ONCE)
    assert all(names.count(name) <= 1 for name in AT_MOST_ONCE)
    assert "author" in names  # an entry document has no feed to take it from
    assert all(re.fullmatch(INSTANT, found.findtext(f"{ATOM}{name}")) for name in ("updated", "published"))
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", found.findtext(f"{ATOM}id"))
    alternates = [(one.get("type"), one.get("hreflang")) for one in found.iter(f"{ATOM}link") if one.get("rel") == "alternate"]
    assert len(alternates) == len(set(alternates))
    assert all(one.get("href") for one in found.iter(f"{ATOM}link"))
    assert all(one.get("term") for one in found.iter(f"{ATOM}category"))


@pytest.mark.parametrize("name", ["sample_day", "several_days", "empty_day"])
def test_an_entry_keeps_the_rules_of_the_format(request, name):
    check_rules(made(request.getfixturevalue(name)))


def test_an_entry_says_what_it_is(sample_day):
    found = made(sample_day)
    assert found.findtext(f"{ATOM}title") == "Ukraine daily briefing – Wednesday 12 March 2025"
    assert [(one.get("term"), one.get("label")) for one in found.iter(f"{ATOM}category")] == [
        (chapter.id, chapter.title) for chapter in sample_day.chapters if chapter.reports
    ]
    assert found.findtext(f"{ATOM}summary").splitlines()[0].startswith(f"{sample_day.highlights[0].label}. ")
    assert {(one.get("rel"), one.get("href")) for one in found.iter(f"{ATOM}link")} == {
        ("alternate", "briefing.html"),
        ("enclosure", "briefing.pdf"),
        ("enclosure", "briefing.csv"),
    }


@pytest.mark.parametrize("name", ["sample_day", "several_days"])
def test_its_content_is_the_text_of_the_page(request, name):
    briefing = request.getfixturevalue(name)
    body = body_of(briefing)
    content = made(briefing).findtext(f"{ATOM}content")
    page = tree(body.head + body.main)
    for place in [one for one in page.iter("p") if "drawing" in classes(one)]:
        place.getparent().remove(place)  # with its credit: it says whose map is not there
    assert text(tree(content)).split() == text(page).split()
    assert "<svg" not in content
    assert "class=" not in content


def test_where_editions_are_published_links_are_absolute(sample_day):
    found = made(sample_day, replace(DESIGN, public_url="https://news.example.org/b/"))
    addresses = {one.get("rel"): one.get("href") for one in found.iter(f"{ATOM}link")}
    assert addresses["self"] == "https://news.example.org/b/ukraine/2025-03-12/briefing.atom"
    assert addresses["alternate"] == "https://news.example.org/b/ukraine/2025-03-12/briefing.html"


def test_made_again_an_edition_keeps_its_id_and_says_when_it_was_made(sample_day):
    first, later = made(sample_day), made(replace(sample_day, made_at=sample_day.made_at + timedelta(hours=5)))
    assert first.findtext(f"{ATOM}id") == later.findtext(f"{ATOM}id")
    assert first.findtext(f"{ATOM}updated") < later.findtext(f"{ATOM}updated")
    other = made(replace(sample_day, profile="floods"))
    assert other.findtext(f"{ATOM}id") != first.findtext(f"{ATOM}id")


def test_marks_are_its_rights_and_contact(sample_day):
    marks = Marks(classification="TLP:GREEN", contact="Desk <desk@example.org>", disclaimer="Not an official paper.")
    found = made(replace(sample_day, marks=marks))
    assert found.findtext(f"{ATOM}rights") == "TLP:GREEN Not an official paper."
    assert found.findtext(f"{ATOM}author/{ATOM}email") == "desk@example.org"
    assert made(sample_day).find(f"{ATOM}rights") is None


def test_a_feed_reader_understands_it(sample_day):
    data = entry(sample_day, body_of(sample_day), DESIGN)
    feed = b'<feed xmlns="http://www.w3.org/2005/Atom">' + data.partition(b"?>")[2] + b"</feed>"
    parsed = feedparser.parse(feed)
    assert not parsed.bozo
    assert parsed.entries[0].title.startswith("Ukraine daily briefing")


@pytest.mark.parametrize(
    "evil", ["]]><x>", "\x00\x0b\ufffe", "&#0;<!DOCTYPE a>", "</entry>", "<script>alert(1)</script>", "\ud800"]
)
def test_no_text_breaks_the_xml(sample_day, evil):
    highlights = tuple(replace(one, statement=replace(one.statement, text=evil + "x")) for one in sample_day.highlights)
    chapters = tuple(replace(one, title=evil + "y", id="z") for one in sample_day.chapters)
    evil_day = replace(
        sample_day,
        title=evil + "t",
        highlights=highlights,
        chapters=chapters,
        marks=Marks(disclaimer=evil, contact=evil + "a@b.example"),
    )
    found = made(evil_day)
    check_rules(found)
    assert "<script" not in found.findtext(f"{ATOM}content")
