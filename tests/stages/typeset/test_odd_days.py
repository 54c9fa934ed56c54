"""Editions nobody hopes for: nothing, one story, hundreds, headlines without end, right-to-left names, no Latin letter."""

import time
from dataclasses import replace

import pypdfium2
import pytest

from briefing.edges.paint import paint
from briefing.edges.press import Press
from briefing.edges.templates import load_design
from briefing.model import FORMATS, LeftOut
from briefing.stages.cite import cite
from briefing.stages.typeset import typeset

DESIGN = load_design()
READ = ("md", "html", "pdf", "pdf-1", "docx", "epub", "txt", "atom", "csv", "json")
WORDS = {
    "headlines of 300 characters": ["Ferry and bridge and harbour and " * 10],
    "words of 100 letters": ["Donaudampfschifffahrtsgesellschaft" * 3],
    "right-to-left names": ["أحمد بن يوسف", "יעקב בן־דוד", "محمد رضا، وزير"],
    "no Latin letters": ["Порт відновив роботу", "港口恢复运作", "თბილისი", "გემი", "порт"],
    "marks stacked on letters": ["e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301" * 20],
}
MOST_PAGES = 30  # of an edition within the limits a profile has where it says nothing; ten minutes of reading and what they rest on


def made(briefing, formats=READ):
    edition, failures = typeset(
        briefing, formats=formats, design=DESIGN, press=Press(), paint=paint, archive="../../briefing.db", facts={}
    )
    assert [(failure.subject, failure.reason) for failure in failures] == []
    return dict(edition.files)


def pages(pdf):
    return len(pypdfium2.PdfDocument(pdf))


@pytest.mark.slow
@pytest.mark.parametrize("kind", WORDS)
def test_odd_words_leave_every_format_sound(small_day, poisoned, kind):
    files = made(poisoned(small_day, WORDS[kind]))
    assert set(files) >= {FORMATS[name] for name in READ}
    assert pages(files["briefing-1.pdf"]) == 1
    assert pages(files["briefing.pdf"]) <= MOST_PAGES


@pytest.mark.slow
def test_a_day_without_news_is_one_page_in_every_format(empty_day):
    files = made(empty_day)
    assert pages(files["briefing.pdf"]) == pages(files["briefing-1.pdf"]) == 1


@pytest.mark.slow
def test_one_story_makes_an_edition(small_day):
    files = made(small_day)
    assert pages(files["briefing.pdf"]) <= 5


def of_many(briefing, count):
    """An edition of `count` stories, made of one chapter after another of the same."""
    reports = [report for chapter in briefing.chapters for report in chapter.reports]
    some = tuple(replace(reports[number % len(reports)], story=f"n{number}", thread=f"t-n{number}") for number in range(count))
    return cite(replace(briefing, chapters=(replace(briefing.chapters[0], reports=some),)))


@pytest.mark.slow
def test_four_hundred_stories_are_set_in_bounded_time(sample_day):
    started = time.monotonic()
    files = made(of_many(sample_day, 400), ("md", "html", "pdf", "docx", "epub", "txt"))
    assert time.monotonic() - started < 120  # a bound that holds on a busy machine; the measurement is in benchmarks/
    assert 50 < pages(files["briefing.pdf"]) < 250


@pytest.mark.slow
def test_hundreds_left_out_are_listed_in_bounds(sample_day):
    left = tuple(
        LeftOut(
            title=f"Headline number {number} of a long day in the harbour",
            publisher="The Quay",
            url=None,
            reason=f"reason {number % 7}",
        )
        for number in range(2_000)
    )
    coverage = replace(sample_day.coverage, left_out=left, others=left)
    assert pages(made(replace(sample_day, coverage=coverage), ("pdf",))["briefing.pdf"]) <= MOST_PAGES
