"""Which titles are headlines, and what an article is called that has none."""

import pytest

from briefing.language.headlines import is_headline, title_of

LEAD = "Ferries between Brod and the islands stopped on Tuesday after the storm tore away two of the four landing stages of the old harbour."


@pytest.mark.parametrize(
    "title",
    [
        "BNA —",
        "BROD, March 4 —",
        "BROD, Lithuania (Harbour Agency) –",
        "March 4, 2025",
        "4 березня",
        "БРІД, 4 березня —",
        "  —  ",
        "***",
    ],
)
def test_a_dateline_alone_heads_no_story(title):
    assert not is_headline(title, [LEAD])


@pytest.mark.parametrize(
    "title",
    [
        LEAD[:88],  # inside a word
        LEAD[:94].rstrip(),  # behind a word, as long as no headline that its text repeats
        "Ferries between Brod and the isl",
        "Ferries between Brod and the",
        "Ferries between Brod and the islands stopped on Tuesday…",
        "Ferries between Brod and the islands stopped on Tuesday...",
    ],
)
def test_the_opening_of_the_text_cut_off_heads_no_story(title):
    assert LEAD.startswith(title.rstrip(".…"))
    assert not is_headline(title, [LEAD])


def test_a_cut_is_found_where_the_page_has_other_spaces_and_paragraphs():
    title = "The council met in Brod.It will vote on the har"
    assert not is_headline(title, ["The council met in Brod.", "It will vote on the harbour on Friday."])


@pytest.mark.parametrize(
    "title",
    [
        "Ferries between Brod and the islands stopped",
        "Storm closes Brod harbour",
        "Article 5 – what it says",
        "Flight 12",
        "Brod-on-Sea",
    ],
)
def test_a_headline_heads_its_story_though_the_lead_repeats_it(title):
    assert is_headline(title, [LEAD])


def test_an_article_without_a_headline_is_called_by_the_words_it_opens_with():
    assert (
        title_of("BNA —", [LEAD])
        == "Ferries between Brod and the islands stopped on Tuesday after the storm tore away two of the four…"
    )
    assert title_of(LEAD[:88], ["Short lead."]) == LEAD[:88], "it is not the opening of this text"
    assert title_of("", ["Short lead."]) == "Short lead."
    assert title_of("Storm closes Brod harbour", [LEAD]) == "Storm closes Brod harbour"
    assert title_of("", []) == ""
    assert title_of("Short lead.", ["Short lead.", "More."]) == "Short lead.", "a sentence is whole, though no headline"
    assert not is_headline("Short lead.", ["Short lead.", "More."])
    assert title_of("", ["x" * 300]) == "x" * 100 + "…"
