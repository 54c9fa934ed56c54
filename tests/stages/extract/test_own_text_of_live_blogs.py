"""Live blogs whose metadata list the entries and whose page shows them, too: what an entry says is said at its time alone."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Article, Capture
from briefing.stages.extract import extract

STANDFIRST = "Storms have closed the passes in the north since Sunday, and the county has asked drivers to stay at home until the wind drops."
ENTRIES = (  # clock time, headline, sentences; the newest first
    (
        "14:40",
        "Ferry turns back",
        (
            "The evening ferry to Utvik turned back after an hour at sea because of waves of six metres, the company said.",
            "Its 212 passengers will spend the night in a sports hall by the quay.",
        ),
    ),
    (
        "12:15",
        "Snow on the northern line",
        (
            "Two trains with 90 people on board stood still for three hours in the snow south of Brenna on Monday morning.",
            "A plough from the depot reached them at noon, a spokesman for the railway said.",
        ),
    ),
    ("09:05", "Power out in Kvarnby", ("Some 4,300 homes in Kvarnby lost power when a birch fell on the line beside the dam.",)),
)
ADDRESS = "https://fjord.example/storm-live"


def blog(shown: Sequence[str], listed: Sequence[tuple[str, str, Sequence[str]]] = ENTRIES, **more: object) -> str:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": title,
            "url": f"{ADDRESS}#{at}",
            "datePublished": f"2025-05-19T{at}:00+02:00",
            "articleBody": " ".join(text),
        }
        for at, title, text in listed
    ]
    about = {
        "@type": "LiveBlogPosting",
        "headline": "Storm in the north: live",
        "datePublished": "2025-05-18T20:00:00+02:00",
        "liveBlogUpdate": updates,
    }
    blocks = "".join(one if one.startswith("<") else f"<p>{one}</p>" for one in shown)
    return (
        f'<!doctype html><html lang="en"><head><title>Storm in the north: live</title><link rel="canonical" href="{ADDRESS}">'
        f'<meta property="og:site_name" content="Fjord Post"><script type="application/ld+json">{json.dumps(about | more)}</script>'
        f"</head><body><article><h1>Storm in the north: live</h1>{blocks}</article></body></html>"
    )


def read(body: str) -> tuple[Article, ...]:
    data = body.encode()
    made = Capture(
        sha256=sha256(data).hexdigest(), name="it", media_type="text/html", body=data, fetched_at=datetime(2025, 6, 1, tzinfo=UTC)
    )
    return extract(made, ZoneInfo("Europe/Oslo")).articles


def page_of(body: str) -> Article:
    (found,) = (one for one in read(body) if one.kind == "article")
    return found


def own(body: str) -> tuple[str, ...]:
    return tuple(text for one in read(body) if one.kind == "article" for text in one.paragraphs)


BUILDS: dict[str, Callable[[str, str, tuple[str, ...]], Sequence[str]]] = {
    "the text alone": lambda at, title, text: (" ".join(text),),
    "the time before the text": lambda at, title, text: (f"<p><b>{at}</b> {' '.join(text)}</p>",),
    "updated, and the time": lambda at, title, text: (f"Updated at {at} CEST", f"Updated {at}: {' '.join(text)}"),
    "a sentence a paragraph": lambda at, title, text: (f"<h2>{at} {title}</h2>", *text),
    "the headline run into the text": lambda at, title, text: (f"<p><b>{at} {title}</b> {' '.join(text)}</p>",),
    "the headline as a sentence of its own": lambda at, title, text: (f"{title}. {' '.join(text)}",),
    "the headline in a paragraph, with the time": lambda at, title, text: (f"{at} | {title}", *text),
    "other quotes and spaces, a word corrected": lambda at, title, text: (
        f"{at} – {' '.join(text)}".replace("the company said", "the operator said").replace("  ", " "),
    ),
}


@pytest.mark.parametrize("build", BUILDS)
def test_what_an_entry_says_is_not_said_again_under_the_start_of_the_blog(build: str):
    shown = [block for entry in ENTRIES for block in BUILDS[build](*entry)]
    assert [one.kind for one in read(blog(shown))] == ["entry"] * 3
    assert own(blog([STANDFIRST, *shown])) == (STANDFIRST,)


def test_all_entries_run_into_one_paragraph_are_told_from_the_sentence_before_them():
    everything = " ".join(f"{at} {' '.join(text)}" for at, _, text in ENTRIES)
    assert own(blog([everything])) == ()
    assert own(blog([f"{STANDFIRST} {everything}"])) == (STANDFIRST,)


def test_a_list_of_key_events_above_the_entries_is_none_of_the_page():
    events = "<ul>" + "".join(f"<li>{at} {title} after a night of storms</li>" for at, title, _ in ENTRIES) + "</ul>"
    titled = [(at, f"{title} after a night of storms", text) for at, title, text in ENTRIES]
    shown = [STANDFIRST, events, *(" ".join(text) for _, _, text in titled)]
    assert own(blog(shown, titled)) == (STANDFIRST,)


def test_what_the_metadata_cut_short_stays_the_entrys_and_is_not_the_pages():
    cut = [(at, title, text[:1]) for at, title, text in ENTRIES]
    shown = [STANDFIRST, *(sentence for _, _, text in ENTRIES for sentence in text)]
    assert own(blog(shown, cut)) == (STANDFIRST,)


def test_labels_left_over_make_no_article():
    shown = ["Latest from the north", *(" ".join(text) for _, _, text in ENTRIES), "Scroll down for more."]
    assert own(blog(shown)) == ()


def test_an_article_between_a_summary_and_the_entries_is_kept():
    article = [
        f"The county's council met for its {nth} session of the night in the town hall of Brenna and spoke of roads, schools and shelters, "
        "while volunteers outside filled sandbags and carried them to the quay below the church, where the water had risen since dawn."
        for nth in ("first", "second", "third", "fourth", "fifth")
    ]
    shown = [STANDFIRST, ENTRIES[0][2][0], *article, *(" ".join(text) for _, _, text in ENTRIES)]
    assert own(blog(shown)) == (STANDFIRST, *article)


def test_the_pages_own_text_is_as_new_as_its_newest_entry_unless_the_page_says_when_it_was_changed():
    shown = [STANDFIRST, *(" ".join(text) for _, _, text in ENTRIES)]
    page = page_of(blog(shown))
    assert page.published
    assert page.published.day.day == 18
    assert page.updated
    assert page.updated.at == datetime(2025, 5, 19, 12, 40, tzinfo=UTC)
    assert page.updated.basis == "inferred"
    page = page_of(blog(shown, dateModified="2025-05-19T15:00:00+02:00"))
    assert page.updated
    assert page.updated.at == datetime(2025, 5, 19, 13, tzinfo=UTC)
    assert page.updated.basis == "structured"


def timed(at: str, title: str, text: Sequence[str]) -> str:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in text)
    return f'<div id="{at}"><time datetime="2025-05-19T{at}:00+02:00">{at}</time><h3>{title}</h3>{paragraphs}</div>'


def test_entries_that_are_shown_and_not_listed_are_entries_with_their_own_times():
    body = blog([STANDFIRST, f"<div>{''.join(timed(*one) for one in ENTRIES)}</div>"], ENTRIES[:2])
    found = [one for one in read(body) if one.kind == "entry"]
    assert [(one.title, one.url) for one in found] == [(title, f"{ADDRESS}#{at}") for at, title, _ in ENTRIES]
    assert [f"{one.published.at:%H:%M}" for one in found if one.published and one.published.at] == [at for at, _, _ in ENTRIES]
    assert own(body) == (STANDFIRST,)


def test_what_is_built_like_entries_and_is_not_those_listed_is_left_alone():
    others = [(at, f"Teaser number {nth}", (f"{STANDFIRST} It is number {nth}.",)) for nth, (at, _, _) in enumerate(ENTRIES)]
    body = blog([f"<div>{''.join(timed(*one) for one in others)}</div>"])
    assert [one.title for one in read(body) if one.kind == "entry"] == [title for _, title, _ in ENTRIES]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from([STANDFIRST, "09:05", "Live", *(text for one in ENTRIES for text in (one[1], *one[2]))]), max_size=9)
)
def test_no_sentence_of_an_entry_is_the_pages(shown: list[str]):
    theirs = {text for one in ENTRIES for text in one[2]}
    assert not any(sentence in paragraph for paragraph in own(blog(shown)) for sentence in theirs)
