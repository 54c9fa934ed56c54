"""Every line of a page with what it was taken for and why."""

from datetime import UTC, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Capture
from briefing.stages.extract import extract
from briefing.stages.extract.explain import Explained, explain

KYIV = ZoneInfo("Europe/Kyiv")
SCRAPE = """Menu
Weather
Quay reopens in Izmail after eleven days of repairs

By Larysa Bondar
14 May 2025, 10:20

The freight quay in Izmail reopened on Wednesday after eleven days of repairs, the harbour office said in a statement.

Barges waited for up to six days while crews replaced two cranes and 300 metres of rail, its head Mykola Sirko told reporters.

The second quay stays closed until June, he said, because divers have yet to look at the wall below the water line.

We use cookies to remember your choices. Read our privacy policy.
"""
PAGE = """<html lang="en"><head><title>Quay reopens in Izmail after eleven days of repairs</title>
<meta property="article:published_time" content="2025-05-14T10:20:00+03:00"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/port">Port</a></li></ul></nav>
<article><h1>Quay reopens in Izmail after eleven days of repairs</h1>
<p>The freight quay in Izmail reopened on Wednesday after eleven days of repairs, the harbour office said in a statement.</p>
<figure><img src="q.jpg"><figcaption>A crane is lifted into place at the quay</figcaption></figure>
<p>Barges waited for up to six days while crews replaced two cranes and 300 metres of rail, its head Mykola Sirko told reporters.</p>
<p>The second quay stays closed until June, he said, because divers have yet to look at the wall below the water line.</p>
<p>The harbour office counted 74 barges at anchor on the worst day and asked captains to report by radio before they move.</p>
</article><footer><p>Danube Ledger is printed in Izmail by its readers' society.</p></footer></body></html>"""


def captured(text: str, media_type: str) -> Capture:
    body = text.encode()
    return Capture(
        sha256=sha256(body).hexdigest(), name="page", media_type=media_type, body=body, fetched_at=datetime(2025, 5, 15, tzinfo=UTC)
    )


def explained(text: str, media_type: str = "text/plain") -> tuple[Explained, ...]:
    one = captured(text, media_type)
    return explain(one, extract(one, KYIV))


def marks(lines: tuple[Explained, ...]) -> dict[str, str]:
    return {line.text: line.mark for line in lines}


def test_each_line_of_a_scrape_has_its_mark_and_a_reason():
    lines = explained(SCRAPE)
    found = marks(lines)
    assert found["Menu"] == "cut"
    assert found["Quay reopens in Izmail after eleven days of repairs"] == "title"
    assert found["By Larysa Bondar"] == "byline"
    assert found["14 May 2025, 10:20"] == "date"
    assert [line.number for line in lines if line.mark == "text"] == [8, 10, 12]
    assert found["We use cookies to remember your choices. Read our privacy policy."] == "cut"
    assert all(line.why for line in lines)


def test_each_block_of_a_page_has_its_mark_and_what_is_left_out_a_reason():
    lines = explained(PAGE, "text/html")
    found = marks(lines)
    assert found["Home"] == "cut"
    assert found["Quay reopens in Izmail after eleven days of repairs"] == "title"
    assert found["A crane is lifted into place at the quay"] == "caption"
    assert sum(mark == "text" for mark in found.values()) == 4
    assert {line.why for line in lines if line.text.startswith("Danube Ledger")} == {"in the page's foot"}
    assert all(line.why for line in lines)


def test_a_format_with_fields_shows_what_was_taken():
    record = '{"title": "Quay reopens", "published": "2025-05-14", "text": "The quay reopened on Wednesday.\\n\\nBarges waited for days."}'
    assert [line.mark for line in explained(record, "application/json")] == ["title", "text", "text"]


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"]), max_size=60), max_size=30).map("\n".join))
def test_no_line_is_explained_twice_and_none_is_made_up(text: str):
    lines = explained(text)
    numbers = [line.number for line in lines]
    assert numbers == sorted(set(numbers))
    assert all(1 <= number <= len(text.split("\n")) for number in numbers)
