"""The sample day as files: what docs/sample.md says of it is true, read with plain readers and none of our own code."""

import io
import json
import re
from importlib import resources
from pathlib import Path

import feedparser
import lxml.html
import pytest

SAMPLE = Path(str(resources.files("briefing"))) / "sample"
DOCS = Path(__file__).parents[1] / "docs" / "sample.md"
READ = {".txt", ".html", ".md", ".json", ".jsonl", ".xml", ".eml"}
PUBLISHERS = {
    "alliance-observer.md": ["Alliance Observer"],
    "capital-monitor-live.html": ["Capital Monitor"],
    "continental-review.xml": ["Continental Review"],
    "dnipro-ledger-workshop.txt": ["Dnipro Ledger"],
    "eastern-desk-live.txt": ["Eastern Desk"],
    "harbour-post-evening.html": ["Harbour Post"],
    "harbour-post-morning.html": ["Harbour Post"],
    "meridian-courier.txt": ["The Meridian Courier"],
    "northgate-desk.jsonl": ["Dnipro Ledger", "Northgate News Agency", "The Calder Gazette", "Westbridge Herald"],
    "prydniprovskyi-lystok.txt": ["Придніпровський листок"],
    "tidewater-news.html": [],
    "utrenniy-kompas.html": ["Утренний компас"],
}
FILES = sorted(PUBLISHERS)


def text_of(name: str) -> str:
    return (SAMPLE / name).read_text(encoding="utf-8")


def rows() -> list[dict[str, object]]:
    return [json.loads(line) for line in text_of("northgate-desk.jsonl").splitlines()]


def structured(name: str) -> dict[str, object]:
    page = lxml.html.fromstring((SAMPLE / name).read_bytes())
    return json.loads(page.xpath("string(//script[@type='application/ld+json'])"))


def body_of(row: dict[str, object]) -> str:
    return str(row.get("text") or " ".join(row["paragraphs"]))


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[start : start + 5]) for start in range(len(words) - 4)}


def test_the_folder_holds_the_files_named_here_and_no_other():
    assert sorted(path.name for path in SAMPLE.iterdir() if path.name != "__init__.py") == FILES


def test_every_file_has_an_ending_that_inputs_are_read_by():
    assert {Path(name).suffix for name in FILES} <= READ


def test_five_shapes_are_there():
    assert {Path(name).suffix for name in FILES} == {".txt", ".html", ".md", ".jsonl", ".xml"}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_utf_8_with_plain_line_ends(name):
    body = (SAMPLE / name).read_bytes()
    assert "\r" not in body.decode("utf-8")
    assert body.endswith(b"\n")


@pytest.mark.parametrize("name", FILES)
def test_a_file_names_its_publishers(name):
    assert [publisher for publisher in PUBLISHERS[name] if publisher not in text_of(name)] == []


def test_at_least_five_publishers_speak():
    assert len({publisher for publishers in PUBLISHERS.values() for publisher in publishers}) >= 5


@pytest.mark.parametrize("name", FILES)
def test_addresses_lead_to_reserved_names_only(name):
    hosts = re.findall(r"https?://([^/\s\"'<>)]+)", text_of(name))
    standard = {"schema.org", "purl.org", "www.w3.org"}
    assert [host for host in hosts if not host.endswith(".example") and host not in standard] == []


def test_the_feed_is_well_formed_and_carries_full_texts():
    feed = feedparser.parse(io.BytesIO((SAMPLE / "continental-review.xml").read_bytes()))
    assert not feed.bozo
    assert len(feed.entries) == 3
    assert all(entry.content[0].value.count("<p>") == 3 for entry in feed.entries)
    assert {entry.published_parsed[:3] for entry in feed.entries} == {(2025, 5, 14)}


def test_every_parsed_article_has_a_title_a_text_and_the_day():
    assert len(rows()) == 5
    assert all(row["title"] and len(body_of(row)) > 300 for row in rows())
    assert all(str(row.get("published") or row.get("date")).startswith("2025-05-14") for row in rows())


def test_three_mastheads_carry_one_wire_text_with_light_edits():
    wire, *copies = (shingles(body_of(row)) for row in rows()[:3])
    assert all(len(wire & copy) / min(len(wire), len(copy)) > 0.85 for copy in copies)
    assert len({body_of(row) for row in rows()[:3]}) == 3


def test_two_files_are_versions_of_one_page_and_the_later_raises_the_toll():
    morning, evening = structured("harbour-post-morning.html"), structured("harbour-post-evening.html")
    assert morning["mainEntityOfPage"] == evening["mainEntityOfPage"]
    assert morning["datePublished"] == evening["datePublished"]
    assert morning["dateModified"] < evening["dateModified"]
    assert "killing four people and injuring 17" in text_of("harbour-post-morning.html")
    assert "killing seven people and injuring 31" in text_of("harbour-post-evening.html")


def test_the_live_page_has_four_entries_with_their_own_times_and_addresses():
    entries = structured("capital-monitor-live.html")["liveBlogUpdate"]
    assert len(entries) == 4
    assert len({entry["datePublished"] for entry in entries}) == len({entry["url"] for entry in entries}) == 4
    page = lxml.html.fromstring((SAMPLE / "capital-monitor-live.html").read_bytes())
    assert [" ".join(heading.text_content().split()) for heading in page.xpath("//article//h2")] == [
        entry["headline"] for entry in entries
    ]


def test_the_scraped_live_blog_has_five_entries_with_their_own_times_and_addresses():
    text = text_of("eastern-desk-live.txt")
    assert text.count("Skip next section ") == 6  # the summary and five entries
    assert len(set(re.findall(r"^May 14, 2025 \d{1,2}:\d\d [ap]\.m\. EEST$", text, re.MULTILINE))) == 5
    assert len(set(re.findall(r"^https://\S+$", text, re.MULTILINE))) == 6


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("meridian-courier.txt", "At least six people were killed and 28 injured"),
        ("eastern-desk-live.txt", "have pulled five bodies"),
        ("capital-monitor-live.html", "killed eight people, the regional prosecutor's office said"),
        ("prydniprovskyi-lystok.txt", "Загинули семеро людей"),
        ("continental-review.xml", "€590 million is new money"),
        ("alliance-observer.md", "$820 million for about 180,000 artillery shells"),
        ("northgate-desk.jsonl", "about €730 million for five allies"),
        ("eastern-desk-live.txt", "Around 9,000 troops"),
        ("alliance-observer.md", "9,200 troops"),
    ],
)
def test_sources_disagree_where_the_document_says_they_do(name, words):
    assert words in text_of(name)


def test_one_page_is_blocked_and_tells_no_story():
    page = lxml.html.fromstring((SAMPLE / "tidewater-news.html").read_bytes())
    assert "Enable JavaScript and cookies to continue" in page.text_content()
    assert page.xpath("//p | //article")
    assert len(page.text_content().split()) < 50


def test_one_article_has_no_date_at_all():
    text = text_of("dnipro-ledger-workshop.txt")
    assert (
        re.search(r"\b(19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}\b|Jan|Feb|March|April|\bMay\b|June|July|Aug|Sept|Oct|Nov|Dec", text)
        is None
    )


def test_two_scripts_and_three_languages_are_read():
    assert re.search("[іїє]", text_of("prydniprovskyi-lystok.txt"))
    assert re.search("[ыэъ]", text_of("utrenniy-kompas.html"))


def test_the_document_on_the_sample_names_every_file():
    described = DOCS.read_text(encoding="utf-8")
    assert [name for name in FILES if f"`{name}`" not in described] == []
