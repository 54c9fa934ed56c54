"""Headlines and bylines of raw text, as browsers copy it: no markup, sections and buttons around, names alone on a line."""

import time
from zoneinfo import ZoneInfo

import pytest

from briefing.stages.extract.draft import Draft
from briefing.stages.extract.names.persons import all_persons, bare, names_on, signed_by, unglued
from briefing.stages.extract.scrape import read_scrape

HEADLINE = "Bystra canal lock reopens after eleven weeks of repairs"
STANDFIRST = (
    "Two thirds of the waiting barges passed on the first day and the port authority expects the rest of them before the weekend"
)
BODY = (
    "Engineers reopened the northern lock of the Bystra canal on Monday after eleven weeks of repairs, the port authority said.",
    "The lock had been closed since a barge struck its lower gate, and grain traffic was sent by rail in the meantime, Ruth Aldane said.",
    "Two thirds of the waiting barges passed through on the first day, and the remaining ones are expected before the weekend.",
    "The authority put the cost of the repairs at four million euros and said that insurance would cover about half of it.",
    "A second gate will be replaced next year, when the canal is closed for its regular inspection in any case.",
    "“We worked through every night,” said the harbour master, who has kept the northern lock for nineteen years.",
    "Grain traders on the lower river had asked for a date since the spring, and several of them had moved their loads to the railway.",
)


def page(*above: str, below: tuple[str, ...] = ()) -> Draft:
    """The draft read from a scrape with these lines above and below an article's text, no blank line between any of them."""
    found = read_scrape("\n".join((*above, *BODY, *below)), url=None, zone=ZoneInfo("Europe/Kyiv"))
    assert isinstance(found, tuple), found
    (draft,) = found
    return draft


# Headlines


def test_the_headline_is_taken_over_the_standfirst_though_that_shares_more_words_with_the_text() -> None:
    assert page("Ports", HEADLINE, STANDFIRST, "12 March 2025").title == HEADLINE


@pytest.mark.parametrize(
    "line",
    [
        "SUBSCRIBERS READ IT ALL",
        "Jump to the comments on lock and canal",
        "VIDEO: The lock of the canal before its repairs (2 min)",
        "Canal and lock in depth (7 min)",
        "Ports / 10 h ago",
        "This article was first printed elsewhere",
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_buttons_labels_and_notes_near_the_headline_are_not_taken_for_it(line: str, place: str) -> None:
    found = page(line, HEADLINE, "12 March 2025") if place == "above" else page(HEADLINE, line, "12 March 2025")
    assert found.title == HEADLINE


def test_a_short_kicker_above_the_headline_is_left_out() -> None:
    assert page("Traffic on the Bystra", HEADLINE, "12 March 2025").title == HEADLINE


def test_a_headline_of_other_words_than_the_text_is_told_by_the_date_under_it() -> None:
    assert (
        page("Ports", "Finally some good tidings for skippers", "12 March 2025").title == "Finally some good tidings for skippers"
    )


def test_a_byline_is_no_headline() -> None:
    assert "Levchuk" not in page("von Orysia Levchuk, Bystra", "12 March 2025").title


# Bylines


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (("von Orysia Levchuk, LKW BYSTRA", "12.03.2025"), ("Orysia Levchuk",)),
        (("Kolumne von Orysia Levchuk - 12.03.2025 um 08:52 Uhr",), ("Orysia Levchuk",)),
        (("Von", "Orysia Levchuk", ",", "Tomas Brenner", "12.03.2025, 15:48 Uhr"), ("Orysia Levchuk", "Tomas Brenner")),
        (("Kommentar von", "Orysia Levchuk", "Redakteurin"), ("Orysia Levchuk",)),
        (("von Orysia Levchuk , Tomas Brenner , Ada Lind", "12. März 2025"), ("Orysia Levchuk", "Tomas Brenner", "Ada Lind")),
        (("Text: Orysia Levchuk", "12.03.2025"), ("Orysia Levchuk",)),
        (("Par Orysia Levchuk", "Publié le 12 mars 2025 à 08:01"), ("Orysia Levchuk",)),
        (("Author of the article:", "Orysia Levchuk", "Published Mar 12, 2025"), ("Orysia Levchuk",)),
        (("Orysia Levchuk 12/03/2025",), ("Orysia Levchuk",)),
        (("Orysia Levchuk,  12.03.2025 10:00 Uhr",), ("Orysia Levchuk",)),
        (("Orysia Levchuk 7 hours ago",), ("Orysia Levchuk",)),
        (("Orysia Levchuk", "11:00 AM • March 12, 2025"), ("Orysia Levchuk",)),
        (("ORYSIA LEVCHUK", "12 MAR 2025 - 08:22"), ("ORYSIA LEVCHUK",)),
        (("12 March 2025 - 14:19", "Orysia Levchuk Shipping editor"), ()),
        (("12 March 2025 - 14:19", "Orysia Levchuk Parliamentary editor"), ("Orysia Levchuk",)),
        (("By", "Orysia LevchukTravel News Reporter", "11:58, 12 MAR 2025"), ("Orysia Levchuk",)),
        (("By ORYSIA LEVCHUK FOR LOWLANDCOURIER.COM", "Published: 15:56, 12 March 2025"), ("ORYSIA LEVCHUK",)),
        (("Orysia Levchuk Follow", "12 March 2025"), ("Orysia Levchuk",)),
    ],
)
def test_names_are_read_as_pages_of_many_countries_set_them(lines: tuple[str, ...], authors: tuple[str, ...]) -> None:
    assert page("Ports", HEADLINE, *lines).authors == authors


def test_an_agency_alone_or_beside_a_name_is_an_agency() -> None:
    alone = page(HEADLINE, "AFP", "12 March 2025")
    beside = page(HEADLINE, "Orysia Levchuk and AP", "12 March 2025")
    assert (alone.authors, alone.agencies) == ((), ("AFP",))
    assert (beside.authors, beside.agencies) == (("Orysia Levchuk",), ("AP",))


@pytest.mark.parametrize(
    "lines",
    [
        ("Ruth Aldane", "12 March 2025"),  # the text is about her
        ("Breadcrumb Trail Links", "12 March 2025"),
        ("Artikel Teilen", "12.03.2025"),
        ("Shipping News", "12 March 2025"),
    ],
)
def test_who_is_written_about_and_what_a_page_is_made_of_are_no_authors(lines: tuple[str, ...]) -> None:
    assert page("Ports", HEADLINE, *lines).authors == ()


def test_a_headline_in_capital_letters_that_says_by_whom_is_no_byline() -> None:
    assert signed_by("Lock Struck by Grain Barges") == ()


def test_names_keep_their_inner_capitals() -> None:
    assert [unglued(name) for name in ("Ann McGregor", "Ann MacLean", "Ann LeeTravel")] == [
        "Ann McGregor",
        "Ann MacLean",
        "Ann Lee",
    ]


@pytest.mark.parametrize("text", ["Date" + "." * 200_000, "Aa " * 70_000, "By " + "Aa, " * 50_000, "12:00 " * 40_000])
def test_a_line_however_long_costs_no_time(text: str) -> None:
    start = time.perf_counter()
    for read in (all_persons, names_on, signed_by, bare):
        read(text)
    assert time.perf_counter() - start < 0.5


def test_a_caption_with_its_credit_is_no_headline_however_often_the_page_has_it() -> None:
    caption = "Delegates of the three ports meet the river commission in Izmail. Photograph: River Commission/Danube Wire"
    text = f"""{caption}

{caption}

Delegates of three river ports met the commission in Izmail on Wednesday and agreed on a common fee for barges from June.

The fee is set for two years and may be raised once, the head of the commission, Bohdan Rusak, told reporters after the meeting.

Two smaller ports stayed away and said that they would decide in autumn whether they join the agreement or keep their own prices.
"""
    found = read_scrape(text, url=None, zone=ZoneInfo("Europe/Kyiv"))
    assert isinstance(found, tuple)
    assert [one.title for one in found] == [""]
