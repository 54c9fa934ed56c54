"""The sample day in Ukrainian, from files to a page: our own words are Ukrainian, the sources' stay theirs and say whose they are."""

import copy
import os
import re
from dataclasses import replace
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import lxml.html
import pytest

from briefing import settings
from briefing.edges.archive import SqlArchive
from briefing.edges.inputs import read_inputs
from briefing.edges.templates import load_design
from briefing.edges.workers import LocalWorkers
from briefing.model import Dropped, LeftOut
from briefing.pipeline import brief, collect
from briefing.stages.typeset import typeset
from briefing.stages.verify import recheck, verify
from briefing.windows import window_for

NOW = datetime(2025, 5, 15, 6, 30, tzinfo=ZoneInfo("Europe/Kyiv"))
DAY = date(2025, 5, 14)
GOLDEN = Path(__file__).parent / "golden" / "sample-day.uk.md"
TITLES = {"strikes": "Удари", "aid-and-diplomacy": "Допомога і дипломатія", "nato": "НАТО"}
HASH = re.compile(r"\b[0-9a-f]{12}(?:-\d+)?\b")
# What stands in Latin letters in our own words: names of files and currencies, tags of languages, and who made the map.
LATIN = re.compile(r"\b(?:briefing\.json|[\w-]+\.html|Natural Earth|USD|EUR|UTC|en|uk|ru)\b")


@pytest.fixture(scope="module")
def day():
    built_in = settings.built_in()
    sections = tuple(replace(plan, title=TITLES[plan.id]) for plan in built_in.sections)
    profile = replace(built_in, language="uk-UA", title="Україна: щоденний огляд", sections=sections)
    inputs = read_inputs([str(resources.files("briefing") / "sample")], now=NOW)
    window = window_for(profile, DAY, DAY)
    with SqlArchive.open("sqlite://") as archive:
        collect(inputs.captures, archive=archive, workers=LocalWorkers(1), zone=profile.zone)
        hashes = frozenset(one.sha256 for one in inputs.captures)
        briefing, _ = brief(
            archive.load(window, hashes), archive=archive, profile=profile, window=window, now=NOW, failures=inputs.failures
        )
        return briefing, archive.captures(hashes)


@pytest.fixture(scope="module")
def page(day):
    return lxml.html.fromstring(files(day[0], "html")["briefing.html"].decode())


def files(briefing, *formats):
    edition, failures = typeset(briefing, formats=formats, design=load_design(), press=None, archive="", facts={})
    assert not failures
    return dict(edition.files)


def test_the_edition_is_set_as_the_golden_file_has_it(day):
    content = files(day[0], "md")["briefing.md"]
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_bytes(content)
    assert content == GOLDEN.read_bytes(), "not as before; if that is meant: UPDATE_GOLDEN=1 pytest tests/test_ukrainian_edition.py"


def test_labels_are_made_in_the_language_with_its_months_and_places(day):
    labels = {tally.label for tally in day[0].tallies}
    assert {
        "Загиблі, Кременчук, 14\u00a0травня",
        "Поранені (працівники), Білопілля, 14\u00a0травня",
        "Збито дронів, Росія, 14\u00a0травня",
    } <= labels
    assert not [label for label in labels if re.search(r"[A-Za-z]", label)]


def test_notes_and_headings_are_in_the_language(day):
    reports = [report for chapter in day[0].chapters for report in chapter.reports]
    notes = [tally.note for report in reports for tally in report.differences if tally.note]
    assert notes
    assert all(re.match("[А-ЯІЇЄҐ]", note) for note in notes)
    assert [one.label for report in reports for one in report.opposed] == ["Куди влучили, Кременчук"]


def test_places_keep_their_names_in_the_data_and_have_those_of_the_language_in_print(day, page):
    assert day[0].spots[0].place == "Kremenchuk"
    assert "Кременчук" in page.get_element_by_id("map").getparent().text_content()
    drawing = " ".join(page.xpath("//*[local-name()='svg'][@class='map']//text()"))
    assert "УКРАЇНА" in drawing
    assert "Чорне море" in drawing
    assert not re.search("Ukraine|Kremenchuk|Black Sea", drawing)


def test_the_page_says_its_language_and_foreign_words_say_theirs(page):
    assert page.get("lang") == "uk-UA"
    english = page.xpath("//span[@lang='en']")
    assert any("Two days of talks" in one.text_content() for one in english)
    assert any("Минобороны" in one.text_content() for one in page.xpath("//span[@lang='ru']"))
    assert not page.xpath("//span[@lang='uk']"), "what is in the edition's language needs no mark"


def test_no_english_word_of_our_own_is_left(day, page):
    """What is left when sources' words, marked as such, and what they name are taken out."""
    briefing, _ = day
    page = copy.deepcopy(page)
    for one in page.xpath("//style|//*[@lang='en']|//*[@lang='ru']|//a[contains(@href,'example')]"):
        tail = one.tail
        one.clear()
        one.text, one.tail = " ", tail
    text = " ".join(page.xpath("//body//text()|//head/title/text()|//*[local-name()='svg']//text()|//@title|//@aria-label|//@alt"))
    text = HASH.sub(" ", text)
    notes = {tally.note for chapter in briefing.chapters for report in chapter.reports for tally in report.differences}
    for note in notes:  # the numbers in a note are the sources' words: "at least six"
        text = text.replace(note, " ")
    theirs = {article.publisher for article in briefing.articles} | {
        name for one in briefing.articles for name in (*one.authors, *one.desks, *one.agencies, one.title)
    }
    theirs |= {side.said_by for tally in briefing.tallies for side in tally.sides} | {
        side.statement.text for spot in briefing.spots for tally in spot.tallies for side in tally.sides
    }
    theirs |= {one.title for one in (*briefing.coverage.left_out, *briefing.coverage.others)} | {
        str(one.publisher) for one in (*briefing.coverage.left_out, *briefing.coverage.others)
    }
    theirs |= {reason.what for chapter in briefing.chapters for report in chapter.reports for reason in report.why}
    for words in sorted(filter(None, theirs), key=len, reverse=True):
        text = text.replace(words, " ").replace(words.replace("'", "’"), " ")
    left = re.findall(r"[A-Za-z][A-Za-z’'-]*", LATIN.sub(" ", text))
    assert left == []


def test_what_is_recorded_in_english_is_said_in_the_language_or_marked_as_english(day):
    briefing, _ = day
    odd = LeftOut(title="T", publisher=None, url=None, reason="errno 7 on a day of wind")
    known = LeftOut(title="T", publisher=None, url=None, reason="no date was found on the page")
    coverage = replace(
        briefing.coverage,
        left_out=(odd, known),
        checked=replace(
            briefing.coverage.checked, dropped=(Dropped(text="Слова", reason="the number 1,040 is not in its passage"),)
        ),
    )
    shown = files(replace(briefing, coverage=coverage), "html")["briefing.html"].decode()
    assert '<span lang="en">errno 7 on a day of wind</span>' in shown
    assert "на сторінці не знайдено дати" in shown
    assert "числа 1,040 в уривку немає" in shown


def test_verification_accepts_the_edition_from_its_data(day):
    briefing, captures = day
    checked = recheck(briefing, captures)
    assert checked.statements > 50
    assert checked.dropped == ()


@pytest.mark.parametrize(
    "label",
    ["Загиблі, Кременчук, 15\u00a0травня", "Загиблі, Кременчук, 14\u00a0травня 2019 року", "1\u00a0040 загиблих, Кременчук"],
)
def test_a_forged_label_is_refused(day, label):
    briefing, captures = day
    first = next(tally for tally in briefing.tallies if tally.kind == "killed")
    forged = replace(briefing, tallies=(replace(first, label=label),))
    assert verify(forged, captures).tallies == ()


def test_a_forged_note_is_taken_away_and_a_forged_value_drops_its_side(day):
    briefing, captures = day
    first = next(tally for tally in briefing.tallies if len(tally.sides) > 1)
    noted = replace(first, note="Пізніші джерела подають більше: 5 → 900.")
    (kept,) = verify(replace(briefing, tallies=(noted,)), captures).tallies
    assert kept.note == ""
    swollen = replace(first, sides=(replace(first.sides[0], value=900.0), *first.sides[1:]))
    (kept,) = verify(replace(briefing, tallies=(swollen,)), captures).tallies
    assert len(kept.sides) == len(first.sides) - 1


def test_an_unnamed_publisher_may_be_called_so_in_the_language_but_a_named_one_may_not(day):
    briefing, captures = day
    first = next(tally for tally in briefing.tallies if len(tally.sides) > 1)
    hidden = replace(first, sides=tuple(replace(one, said_by="видання, не назване на сторінці") for one in first.sides))
    assert verify(replace(briefing, tallies=(hidden,)), captures).tallies == ()
