"""Archived copies: a page for each reading that is cited, whole, inert, numbered like the references; and the ways that lead there."""

import hashlib
import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.edges.templates import load_design
from briefing.model import FORMATS, USUAL_FORMATS
from briefing.stages.typeset import typeset
from briefing.stages.typeset.copies import ADDRESS, archived_as, copies, names_of
from briefing.stages.typeset.inert import tidy

DESIGN = load_design()
PUBLIC = "https://press.example/editions"
HOSTILE = (
    "<script>alert(1)</script>",
    "</main></body><iframe src=//evil.example>",
    '" onclick="alert(1)',
    "javascript:alert(1)",
    "{{ 7 * 7 }}",
    "\u202egnp.exe",
    "&lt;b&gt; &#60;",
    "שלום עולם",
    "x" * 500,
    "",
)


def made(briefing, *formats, **changed):
    edition, failures = typeset(
        briefing, formats=formats, design=replace(DESIGN, **changed), press=lambda page: page.encode(), archive="a.db", facts={}
    )
    assert failures == ()
    return dict(edition.files)


def words(html):
    return " ".join(unescape(nh3.clean(html, tags=set(), clean_content_tags={"style", "title"})).split())


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def links(html, kind):
    return re.findall(rf'<a class="{kind}" href="([^"]*)">(.*?)</a>', html)


def test_there_is_a_copy_of_each_reading_that_is_cited_and_of_no_other(later_day):
    cited = {(one.article, one.capture) for one in later_day.references}
    assert set(copies(later_day, DESIGN)) == {names_of(later_day)[at] for at in cited}
    assert len(copies(later_day, DESIGN)) == len(later_day.references)  # of a page that changed, both readings


def test_a_copy_holds_the_whole_text_with_its_paragraphs_numbered_and_says_where_it_is_from(sample_day):
    read = sample_day.articles[0]
    page = copies(sample_day, DESIGN)[names_of(sample_day)[read.id, read.capture]].decode()
    for number, text in enumerate(read.paragraphs, 1):
        assert f'<p id="p{number}"><a class="number" href="#p{number}"' in page
        assert f"¶{number} {text}" in words(page)
    for fact in (read.title, read.publisher, read.capture, "12 March 2025", "(stated)" if read.published.basis == "stated" else ""):
        assert fact in words(page)


def test_a_copy_needs_nothing_from_outside_and_asks_not_to_be_indexed(sample_day):
    for page in copies(sample_day, DESIGN).values():
        found = Elements(page.decode()).found
        assert not {tag for tag, _ in found} & {"script", "link", "img", "iframe", "form", "svg"}
        assert ("meta", {"name": "robots", "content": "noindex, nofollow, noarchive"}) in found
        assert any("default-src 'none'" in one.get("content", "") for _, one in found)
        assert "url(" not in page.decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_words_of_a_copy(small_day, poisoned, text):
    briefing = poisoned(small_day, [text])
    harmless = copies(poisoned(small_day, ["plain"]), DESIGN)
    for name, page in copies(briefing, DESIGN).items():
        plain = [tag for tag, _ in Elements(harmless[name].decode()).found]
        found = Elements(page.decode()).found
        assert not text or [tag for tag, _ in found if tag != "a"] == [tag for tag in plain if tag != "a"]
        assert not [name for _, one in found for name in one if name.startswith("on")]
        assert all(re.match(r"#p\d+$|https?://", one["href"]) for tag, one in found if tag == "a")
        assert tidy(text) in words(page.decode())


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=40), min_size=1, max_size=8))
def test_no_text_changes_what_a_copy_is_made_of(small_day, poisoned, texts):
    for page in copies(poisoned(small_day, [*texts, "x"]), DESIGN).values():
        found = Elements(page.decode()).found
        assert {tag for tag, _ in found} <= set(
            "html head meta title style body header p strong main h1 dl div dt dd a span".split()
        )
        assert {name for _, one in found for name in one} <= set(
            "lang charset http-equiv content name class id dir href aria-label".split()
        )


def test_paragraph_numbers_lead_from_the_page_into_the_copies(sample_day):
    files = made(sample_day, "html", "sources")
    found = links(files["briefing.html"].decode(), "copy")
    assert len(found) > len(sample_day.references)
    for address, text in found:
        file, _, place = address.partition("#")
        assert file in files
        assert text.startswith("archived as" if not place else f"¶{place[1:]}")
        assert not place or f' id="{place}"'.encode() in files[file]


def test_words_of_a_passage_lead_to_themselves_at_the_source(sample_day):
    page = made(sample_day, "html")["briefing.html"].decode()
    quoted = {tidy(one.text) for reference in sample_day.references for one in reference.quoted if one.paragraph}
    found = links(page, "words")
    assert len(found) >= len(sample_day.references) - 2
    for address, text in found:
        assert words(text) in quoted
        assert ":~:text=" in address


def test_without_copies_the_numbers_of_paragraphs_are_no_links(sample_day):
    files = made(sample_day, "html", "md")
    assert links(files["briefing.html"].decode(), "copy") == []
    assert "sources/" not in files["briefing.md"].decode()
    assert words(files["briefing.html"].decode()) == words(made(sample_day, "html", "sources")["briefing.html"].decode())


def test_what_does_not_lie_beside_the_copies_leads_to_where_editions_are_published_or_nowhere(sample_day):
    nowhere = made(sample_day, "pdf", "sources")["briefing.pdf"].decode()
    assert links(nowhere, "copy") == []
    assert "sources/" not in nowhere.partition("</style>")[2]
    somewhere = made(sample_day, "pdf", "sources", public_url=PUBLIC + "/")["briefing.pdf"].decode()
    found = [address for address, _ in links(somewhere, "copy")]
    assert found
    assert all(address.startswith(f"{PUBLIC}/ukraine/2025-03-12/sources/") for address in found)
    assert words(somewhere) == words(nowhere)


def test_every_reference_says_what_it_is_archived_as_in_every_format(sample_day):
    files = made(sample_day, "md", "html", "txt")
    for read in sample_day.articles:
        if read.id in {reference.article for reference in sample_day.references}:
            for name, content in files.items():
                if name != "manifest.json":
                    assert archived_as(read).encode() in content, name


def test_the_number_of_an_article_in_its_capture_is_part_of_what_it_is_archived_as(sample_day):
    read = replace(sample_day.articles[0], capture="0123456789abcdef" * 4, item=1)
    assert archived_as(read) == "0123456789ab"
    assert archived_as(replace(read, item=7)) == "0123456789ab-7"


def test_copies_are_usual_and_listed_in_the_manifest(sample_day):
    assert "sources" in USUAL_FORMATS
    assert list(FORMATS)[-1] == "sources"
    files = made(sample_day, "md", "sources")
    listed = json.loads(files["manifest.json"])["files"]
    assert {name for name in listed if name.startswith("sources/")} == set(copies(sample_day, DESIGN))
    assert all(listed[name]["sha256"] == hashlib.sha256(files[name]).hexdigest() for name in listed)


def test_a_copy_is_called_what_the_references_call_the_reading(sample_day):
    (first, second, *_) = sample_day.articles
    capture = "0123456789ab" + "f" * 52
    day = replace(sample_day, articles=(replace(first, capture=capture), replace(second, capture=capture, item=4)))
    assert list(names_of(day).values()) == ["sources/0123456789ab.html", "sources/0123456789ab-4.html"]


def test_two_captures_made_to_begin_alike_have_a_copy_each(sample_day):
    first = sample_day.articles[0]
    pair = [replace(first, id=f"{digit * 16}", capture="0123456789ab" + digit * 52) for digit in "de"]
    names = set(names_of(replace(sample_day, articles=tuple(pair))).values())
    assert len(names) == 2
    assert all(re.fullmatch(r"sources/0123456789ab-x[0-9a-f]{8}\.html", name) for name in names)
    assert all(re.fullmatch(ADDRESS, name) for name in names)
