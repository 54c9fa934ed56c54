"""The lines of an edition as a reader meets them: figures, citations, who says so, and no stray spaces."""

import csv
import io
import re
from dataclasses import replace

import pytest

from briefing.edges.templates import load_design
from briefing.model import Opposed, Party, Passage, Side, Statement, Tally
from briefing.stages.cite import cite
from briefing.stages.typeset.fill import fill
from briefing.stages.typeset.fragment import to_words
from briefing.stages.typeset.page import convert
from briefing.stages.typeset.printed_table import printed_csv

DESIGN = load_design()


def markdown(briefing):
    return fill(briefing, DESIGN, for_page=False)


def page(briefing):
    return convert(fill(briefing, DESIGN, for_page=True)).main


@pytest.fixture(scope="module")
def with_article(sample_day):
    """A function: the day with the first article of its first story saying these paragraphs, printed as statements."""

    def make(*paragraphs, language="en", opposed=()):
        story = sample_day.chapters[0].reports[0]
        article = replace(
            next(one for one in sample_day.articles if one.id == story.articles[0]), paragraphs=paragraphs, language=language
        )
        statements = tuple(
            Statement(text=text, passages=(at(article, number, text),), language=language)
            for number, text in enumerate(paragraphs, 1)
        )
        sides = tuple(
            replace(one, statement=replace(statements[number], text=one.statement.text or statements[number].text))
            for number, one in enumerate(opposed)
        )
        blocks = (Opposed(label="What was hit", sides=sides),) if sides else ()
        report = replace(
            story, headline=statements[0], statements=statements, differences=(), opposed=blocks, articles=(article.id,)
        )
        others = tuple(one for one in sample_day.articles if one.id != article.id)
        empty = dict.fromkeys(("highlights", "totals", "tallies", "spots", "charts", "timeline"), ())
        chapters = (replace(sample_day.chapters[0], reports=(report,)),)
        return cite(replace(sample_day, **empty, chapters=chapters, articles=(article, *others)))

    return make


def at(article, paragraph, text):
    return Passage(article=article.id, paragraph=paragraph, start=0, end=len(text), sha256=article.capture)


def speaker(said_by, country=None, bloc="official", stance="said", text=""):
    party = Party(bloc=bloc, country=country) if bloc else None
    return Side(statement=Statement(text=text, passages=()), said_by=said_by, party=party, stance=stance)


def clash(briefing):
    return re.findall(r"^> - (.+?)\[\^\d+\]$", markdown(briefing), re.MULTILINE)


def test_the_numbers_of_a_statement_ascend_in_text_page_and_table(sample_day):
    """Passages come in the order of what they are worth, references in that of first print."""
    told = [report.headline.passages[0] for chapter in sample_day.chapters for report in chapter.reports][:3]
    tally = sample_day.tallies[-1]
    side = replace(tally.sides[0], statement=replace(tally.sides[0].statement, passages=tuple(reversed(told))))
    days = cite(replace(sample_day, tallies=(*sample_day.tallies[:-1], replace(tally, sides=(side,)))))
    for runs in (re.findall(r"(?:\[\^\d+\]){2,}", markdown(days)), re.findall(r"(?:<sup.*?</sup>){2,}", page(days))):
        numbers = [[int(one) for one in re.findall(r"\[\^(\d+)\]|>\[(\d+)\]</a>", run) for one in one if one] for run in runs]
        assert any(len(found) == 3 for found in numbers)
        assert all(found == sorted(set(found)) for found in numbers)
    rows = csv.DictReader(io.StringIO(printed_csv(days).decode("utf-8-sig")))
    cited = [[int(number) for number in row["references"].split("; ")] for row in rows if row["references"]]
    assert max(map(len, cited)) >= 3
    assert all(found == sorted(set(found)) for found in cited)


def test_tables_and_strips_print_digits_and_the_data_keep_the_words_of_the_source(sample_day):
    text = markdown(sample_day)
    assert "| **Killed, Izmail, 12 March** · *revised* | **4** |" in text
    assert "earlier **at least 3**" in text
    assert "**four**" not in text
    assert {"four", "at least three"} <= {side.statement.text for tally in sample_day.tallies for side in tally.sides}


def test_a_claim_that_names_its_speaker_is_headed_by_the_country_and_says_so_once(with_article):
    lines = clash(
        with_article(
            "The port was empty when it was hit, officials said.",
            "The navy’s staff said it had hit a fuel depot.",
            opposed=(speaker("officials", "UA"), speaker("the navy’s staff", "RU", stance="claimed")),
        )
    )
    assert lines == [
        "**Ukraine:** The port was empty when it was hit, officials said.",
        "**Russia:** The navy’s staff said it had hit a fuel depot.",
    ]


def test_a_claim_that_does_not_is_headed_by_its_speaker_in_the_right_number_without_an_empty_bracket(with_article):
    lines = clash(
        with_article(
            "The port was empty when it was hit.",
            "The port was full of fuel at the time.",
            "“We hit the depot and nothing else,”",
            opposed=(speaker("officials", "UA"), speaker("the staff"), speaker("Orlov", "RU", stance="denied")),
        )
    )
    assert lines == [
        "**Ukrainian officials** say: The port was empty when it was hit.",
        "**The staff** says: The port was full of fuel at the time.",
        "**Orlov** (Russian official) denies: “We hit the depot and nothing else”",
    ]


def test_a_value_whose_words_name_their_speaker_does_not_name_them_twice(with_article):
    briefing = with_article("The port’s staff said two of 41 boats sank.", "Two boats sank.")
    story = briefing.chapters[0].reports[0]
    day = briefing.window.first
    sides = tuple(Side(statement=statement, said_by="the port’s staff", as_of=day, value=2) for statement in story.statements)
    tally = Tally(label="Boats", kind="other", place=None, event_date=None, relation="differs", sides=sides)
    chapters = (replace(briefing.chapters[0], reports=(replace(story, differences=(tally,)),)),)
    assert clash(replace(briefing, chapters=chapters)) == [
        "**12 March:** The port’s staff said two of 41 boats sank.",
        "**The port’s staff**, 12 March: Two boats sank.",
    ]


def test_stray_spaces_before_punctuation_are_not_printed_while_the_passage_is_still_found(with_article):
    briefing = with_article("The interim mayor , Ada Berg , left the port .", "“ Nobody ” stayed .")
    for text in (markdown(briefing), page(briefing)):
        assert "The interim mayor, Ada Berg, left the port." in re.sub(r"&#44;", ",", text.replace("&#46;", "."))
        assert "“Nobody” stayed." in text.replace("&#46;", ".")
        assert "mayor ," not in text
    article = briefing.articles[0]
    assert "interim%20mayor%20%2C" in str(to_words("https://post.example/a", article.paragraphs[0], article.paragraphs))


def test_french_keeps_its_spaces(with_article):
    assert "« Personne » : vraiment ?" in markdown(
        with_article("« Personne » : vraiment ?", "Le port est fermé , dit-elle .", language="fr")
    )
