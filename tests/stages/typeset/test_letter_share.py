"""The sections a reader has asked for: their stories and what belongs to them, and the subject of the mail."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.edges.templates import load_design
from briefing.language.catalogue import catalogue
from briefing.model import Correction, Earlier, Marks
from briefing.stages.typeset.letter import letter_body
from briefing.stages.typeset.letter_share import share, with_references
from briefing.stages.typeset.letter_subject import LONGEST, shortened, subject

DESIGN = load_design()
ENGLISH = catalogue("en")


def mail(briefing, sections, style="html"):
    body = letter_body(
        briefing, design=DESIGN, style=style, sections=sections, link=None, enclosed=9_000, way_out="https://x.example/"
    )
    return " ".join(body.text[0].split())


def test_all_sections_are_the_edition_itself(sample_day):
    assert share(sample_day, ()).briefing is sample_day


def test_a_section_brings_its_stories_its_lines_and_its_figures_and_no_others(sample_day):
    held = share(sample_day, ("nato",))
    told = held.briefing
    assert [chapter.id for chapter in told.chapters] == ["nato"]
    assert [line.section for line in told.highlights] == ["nato"]
    stories = {article for report in told.chapters[0].reports for article in report.articles}
    for statement in told.printed():
        assert {passage.article for passage in statement.passages} & stories
    assert (held.chosen, held.others) == (("NATO",), 5)
    assert [tally.label for tally in share(sample_day, ("strikes",)).briefing.tallies] != []


@given(st.sets(st.sampled_from(["strikes", "aid-and-diplomacy", "nato", "other-fronts", "none-such"]), min_size=1))
def test_a_share_prints_nothing_the_edition_does_not_and_cites_all_it_prints(sample_day, several_days, sections):
    for day in (sample_day, several_days):
        held = share(day, sections)
        printed = list(held.briefing.printed())
        assert all(statement in list(day.printed()) for statement in printed)
        assert held.briefing == with_references(held.briefing, printed)
        assert set(held.briefing.references) <= set(day.references)
        readings = {(one.article, one.capture) for one in held.briefing.references}
        for statement in printed:
            assert all(((at.article, at.sha256) in readings) or ((at.article, "") in readings) for at in statement.passages)
        assert held.others + sum(len(one.reports) for one in held.briefing.chapters) == sum(
            len(one.reports) for one in day.chapters
        )


def test_all_of_the_sections_by_name_bring_every_story(sample_day):
    held = share(sample_day, tuple(chapter.id for chapter in sample_day.chapters))
    assert held.briefing.chapters == sample_day.chapters
    assert held.briefing.highlights == sample_day.highlights
    assert held.others == 0


def test_the_mail_says_which_sections_it_holds_and_that_the_whole_is_attached(sample_day):
    said = mail(sample_day, ("nato",))
    assert "This mail holds the sections you chose: NATO. 5 stories of other sections stand in the whole edition." in said
    assert "The whole edition is attached (PDF, 9 kB)." in said
    assert "This is the whole edition" not in said
    assert "Izmail" not in said.partition("Coverage")[0]


@pytest.mark.parametrize("style", ["pdf", "link", "html"])
def test_a_section_without_stories_today_is_said_and_not_that_there_is_no_news(sample_day, style):
    for sections in (("other-fronts",), ("none-such",)):
        said = mail(sample_day, sections, style)
        assert "Nothing in your sections" in said
        assert "The edition has 7 stories in other sections." in said
        assert "No news in this period" not in said
    assert subject(share(sample_day, ("other-fronts",)), ENGLISH).endswith(": nothing in your sections")


def test_a_day_without_news_says_so(empty_day):
    assert "No news in this period" in mail(empty_day, (), "pdf")
    assert subject(share(empty_day, ()), ENGLISH).endswith(": no news")
    assert "No news in this period" in mail(empty_day, ("strikes",), "pdf")


def test_corrections_go_to_those_who_had_the_section_and_to_all_where_it_is_not_on_record(sample_day):
    line = sample_day.highlights[0].statement
    before = [Earlier(thread="t", edition="2025-03-11", day=date(2025, 3, 11), headline="x", section=of) for of in ("strikes", "")]
    corrections = tuple(Correction(before=one, printed=line) for one in before)
    day = replace(
        sample_day, changes=replace(sample_day.changes, since="2025-03-11", day=date(2025, 3, 11), corrections=corrections)
    )
    assert share(day, ("strikes",)).briefing.changes.corrections == corrections
    assert share(day, ("nato",)).briefing.changes.corrections == corrections[1:]


def test_the_changes_said_are_those_of_the_sections(later_day):
    changes = share(later_day, ("nato",)).briefing.changes
    reports = next(chapter.reports for chapter in later_day.chapters if chapter.id == "nato")
    assert (changes.new, changes.updated) == (len(reports), 0)
    assert share(later_day, ("strikes",)).briefing.changes.updated == 1


def test_the_subject_names_title_day_and_first_line(sample_day):
    said = subject(share(sample_day, ()), ENGLISH)
    assert (
        said
        == "Ukraine daily briefing – Wednesday 12 March 2025: The death toll from the overnight strike on Izmail rose to four on…"
    )
    other = subject(share(sample_day, ("nato",)), ENGLISH)
    assert other.startswith("Ukraine daily briefing – Wednesday 12 March 2025: ")
    assert other.partition(": ")[2][:20] == sample_day.highlights[2].statement.text[:20]


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=200))
def test_a_subject_is_one_short_line_whatever_is_in_it(sample_day, title, line, mark):
    first = sample_day.highlights[0]
    day = replace(
        sample_day,
        title=title,
        highlights=(replace(first, statement=replace(first.statement, text=line)),),
        marks=Marks(classification=mark),
    )
    said = subject(share(day, ()), ENGLISH)
    assert 0 < len(said) <= LONGEST
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or char in "\u202a\u202e\u2066\u2069" for char in said)
    assert said == unicodedata.normalize("NFC", said)


@given(st.text(alphabet="ab ,.", max_size=60), st.integers(min_value=2, max_value=60))
def test_a_text_is_shortened_between_words_and_never_too_long(text, longest):
    said = shortened(text, longest)
    assert len(said) <= longest
    assert said == text if len(text) <= longest else said.endswith("…")
