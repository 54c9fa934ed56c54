"""What is new since the edition before: said under the masthead, at each story, and for what is not printed again.

`later_day` is the sample day as the edition after others: three updates, four new stories, five without news, one dropped,
two corrections and a toll that rose.
"""

import json
import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefing.edges.templates import load_design
from briefing.model import Changes, Passage, Reason, Reference
from briefing.record import read, write
from briefing.stages.cite import cite
from briefing.stages.typeset.fill import fill
from briefing.stages.typeset.page import convert, wrap

GOLDEN = Path(__file__).parents[2] / "golden"
DESIGN = load_design()


def markdown(briefing):
    return fill(briefing, DESIGN, for_page=False)


def page(briefing):
    body = convert(fill(briefing, DESIGN, for_page=True))
    return wrap(briefing, body, DESIGN)


def stories(text):
    """The line below each story's headline, by headline."""
    return dict(re.findall(r"^### (.+)\n\n(.+)$", text, re.MULTILINE))


def whys(text):
    """The small line at the end of each story, by headline."""
    told = (one.partition("\n## ")[0].strip().splitlines() for one in text.split("\n### ")[1:])
    return {lines[0]: lines[-1] for lines in told}


@pytest.mark.parametrize(("make", "file"), [(markdown, "later-day.md"), (page, "later-day.html")])
def test_the_later_day_is_set_as_the_golden_file_has_it(later_day, make, file):
    """After a change that is meant: `UPDATE_GOLDEN=1 pytest tests/stages/typeset`, then look at the difference."""
    content = re.sub(r"<style>.*?</style>", "", make(later_day), flags=re.DOTALL).encode()
    if os.environ.get("UPDATE_GOLDEN"):
        (GOLDEN / file).write_bytes(content)
    assert content == (GOLDEN / file).read_bytes(), "not as before; if that is meant: UPDATE_GOLDEN=1 pytest tests/stages/typeset"


def test_under_the_masthead_stands_how_the_edition_differs_from_the_one_before(later_day):
    assert (
        "**Since the edition of 11 March:** 4 new, 3 updated, 2 corrected, 1 figure risen since; 5 stories without news are not repeated."
        in markdown(later_day)
    )


def test_the_first_edition_compares_with_none_and_marks_nothing_as_new(sample_day):
    text = markdown(sample_day)
    assert "Since the edition" not in text
    assert "**Compared with:** no earlier edition" in text
    assert not any("**New**" in line or "**Update**" in line for line in stories(text).values())


def test_corrections_stand_before_everything_else_with_what_was_printed_and_what_the_source_says_now(later_day):
    text = markdown(later_day)
    first = text.index("## Corrections")
    assert first < text.index("## At a glance")
    lines = [line for line in text[first : text.index("## At a glance")].splitlines() if line.startswith("- ")]
    assert [line.partition(" we printed")[0] for line in lines] == [
        "- In the edition of 11 March",
        "- In the edition of 10 March",
        "- **Risen since printed.** In the edition of 11 March",
    ]
    assert re.search(r"fourteen times in .+”\[\^1\] The source now says “.+ four times in .+”\[\^2\]$", lines[0])
    assert lines[1].endswith("”[^3] The source no longer says so.")
    assert re.search(r"“.+two dead.+”\[\^4\] The same page has since said “.+ rose to four .+”\[\^5\]$", lines[2])


def test_figures_that_only_rose_are_not_called_corrections(later_day):
    risen = later_day.changes.corrections[-1:]
    text = markdown(cite(replace(later_day, changes=replace(later_day.changes, corrections=risen))))
    assert "## Risen since printed" in text
    assert "Corrections" not in text
    assert "4 new, 3 updated, 1 figure risen since;" in text


def test_the_reference_of_words_that_a_page_no_longer_has_says_so(later_day):
    text = markdown(later_day)
    old, new = (re.search(rf"^\[\^{number}\]: .*$", text, re.MULTILINE).group() for number in (1, 2))
    assert old.endswith("*As the page read for the edition of 11 March; it has changed since.*")
    assert "changed since" not in new


def test_an_update_names_the_first_and_the_last_edition_that_have_the_rest(later_day):
    lines = stories(markdown(later_day))
    izmail = next(line for headline, line in lines.items() if "Izmail" in headline)
    assert izmail.startswith("**Update** · first in the edition of 10 March, last in that of 11 March · 4 articles")
    swap = next(line for headline, line in lines.items() if "Exchange" in headline)
    assert swap.startswith("**Update** · first in the edition of 30 December 2024 · 1 article")
    sumy = next(line for headline, line in lines.items() if "Sumy" in headline)
    assert sumy.startswith("**New** · 1 article")


def test_why_it_leads_is_said_of_the_first_of_several_stories_alone(later_day):
    lines = list(whys(markdown(later_day)).values())
    assert ["Why first: 3 independent sources, 4 killed" in line for line in lines] == [
        True,
        False,
        True,
        False,
        False,
        True,
        False,
    ]


def test_a_row_with_a_new_value_beside_a_known_one_says_since_when(later_day):
    text = markdown(later_day)
    assert "· *revised since 11 March* | **4** |" in text
    assert "· *sources differ* | **11** |" in text
    differs = (replace(later_day.tallies[1], news="update"),)
    assert "· *sources differ, new since 11 March* | **11** |" in markdown(replace(later_day, tallies=differs))


def test_what_is_not_repeated_is_listed_by_the_edition_that_has_it(later_day):
    text = markdown(later_day)
    _, _, listed = text.partition("- **Without news, not repeated: 5.**\n")
    assert [line.strip() for line in listed.splitlines()[:3]] == [
        "- *Edition of 11 March:* “Grid operator warns of cuts in three regions”; “Talks on a grain corridor go into a second week”.",
        "- *Edition of 10 March:* “Court in Odesa hears the case of the harbour pilots”; “Bridge at Vylkove closed to lorries”.",
        "- *Edition of 7 March:* “Estonia’s border guard finds buoys adrift”.",
    ]
    assert "- **Not heard of this time: 1.**\n    - *Edition of 11 March:* “Ferry timetable changed”." in text


def test_a_day_without_news_says_so_in_a_line_and_what_goes_on(later_day):
    changes = replace(later_day.changes, new=0, updated=0, corrections=())
    text = markdown(cite(replace(later_day, chapters=(), highlights=(), tallies=(), changes=changes)))
    assert "**Since the edition of 11 March:** nothing new; 5 stories without news are not repeated." in text
    assert "Nothing that belongs in this briefing is new since the edition of 11 March. 5 stories go on without a new fact;" in text
    assert "## References" not in text


def test_one_story_that_goes_on_is_told_in_the_singular(later_day):
    changes = Changes(since="2025-03-11", day=date(2025, 3, 11), known=later_day.changes.known[:1])
    text = markdown(replace(later_day, chapters=(), highlights=(), tallies=(), changes=changes))
    assert "nothing new; 1 story without news is not repeated." in text
    assert "1 story goes on without a new fact; under Coverage stand its headline, and what was left out." in text


def test_a_report_over_several_days_says_each_day_where_it_begins(later_day):
    report = later_day.chapters[0].reports[1]
    days = (date(2025, 3, 9), date(2025, 3, 11))
    dated = replace(report, statements=tuple(replace(one, day=day) for one, day in zip(report.statements, days, strict=True)))
    chapters = (replace(later_day.chapters[0], reports=(dated,)),)
    text = markdown(replace(later_day, chapters=chapters))
    assert re.search(r"^\*\*9 March\.\*\* Electricity .+\n\n\*\*11 March\.\*\* Hospitals ", text, re.MULTILINE)
    together = replace(dated, statements=tuple(replace(one, day=days[0]) for one in dated.statements))
    text = markdown(replace(later_day, chapters=(replace(later_day.chapters[0], reports=(together,)),)))
    assert text.count("**9 March.**") == 1


def test_the_number_of_the_deciding_sentence_is_given_where_it_is_printed(later_day):
    report = later_day.chapters[0].reports[1]
    spot = report.statements[1].passages[0]
    decided = Reason(what="Hospitals ran on generators for nine hours.", weight=0.9, passage=spot)
    unseen = replace(decided, passage=Passage(article="a1", paragraph=5, start=0, end=9, sha256=spot.sha256))
    for reasons, said in ((decided,), r", above all in \[\^11\]"), ((unseen,), ""):
        told = replace(report, why=(*report.why, *reasons))
        line = whys(markdown(replace(later_day, chapters=(replace(later_day.chapters[0], reports=(told,)),))))[
            "Power back in most of Sumy after glide-bomb attack"
        ]
        assert re.search(rf"^Why here: glide bombs, substation{said}$", line), line


def test_a_story_keeps_its_anchor_over_the_days(later_day):
    made = page(later_day)
    assert '<h3 id="t-s1">' in made
    twice = replace(later_day.chapters[0], reports=later_day.chapters[0].reports[:1] * 2)
    assert 'id="t-s1"' not in page(replace(later_day, chapters=(twice,)))
    odd = replace(twice, reports=(replace(twice.reports[0], thread='t-"><script>'),))
    assert '<h3 id="heading-' in page(replace(later_day, chapters=(odd,)))
    assert 'id="t-"' not in page(replace(later_day, chapters=(odd,)))


def test_the_data_come_back_with_their_changes(later_day):
    assert read(write(later_day)) == later_day


def test_an_edition_of_an_earlier_program_is_still_read(sample_day):
    old = json.dumps(as_before(json.loads(write(sample_day))))
    back = read(old.encode())
    references = tuple(Reference(number=one.number, article=one.article, quoted=one.quoted) for one in sample_day.references)
    assert back == replace(sample_day, references=references)
    assert markdown(back) == markdown(sample_day)


def as_before(value):
    """The data without the keys that came when editions began to remember each other."""
    if isinstance(value, list):
        return [as_before(one) for one in value]
    if not isinstance(value, dict):
        return value
    came = {"changes", "thread", "news", "before", "rank_why"}
    came |= {"day"} if "passages" in value else {"capture"} if "quoted" in value else {"passage"} if "what" in value else set()
    return {key: as_before(one) for key, one in value.items() if key not in came}


@pytest.mark.parametrize("some", [slice(0, 1), slice(1, 2), slice(2, 3), slice(0, 2), slice(1, 3)])
def test_whatever_is_corrected_the_next_section_begins_after_it(later_day, some):
    changes = replace(later_day.changes, corrections=later_day.changes.corrections[some])
    made = cite(replace(later_day, changes=changes))
    assert "\n\n## At a glance\n" in markdown(made)
    assert re.findall(r'<section aria-labelledby="([a-z]+)">', page(made))[:3] == ["corrections", "glance", "totals"]
