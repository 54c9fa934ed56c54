"""The order of an edition's parts, and the list of contents that a long one has after its first page."""

import re
from dataclasses import replace

import pytest

from briefing.edges.templates import load_design
from briefing.stages.cite import cite
from briefing.stages.typeset.contents import MANY, Heading, entries, halves, is_long
from briefing.stages.typeset.fill import fill
from briefing.stages.typeset.page import convert, wrap

DESIGN = load_design()


def markdown(briefing):
    return fill(briefing, DESIGN, for_page=False)


def page(briefing):
    return wrap(briefing, convert(fill(briefing, DESIGN, for_page=True)), DESIGN)


def parts(briefing):
    return re.findall(r'<section aria-labelledby="([a-z0-9-]+)">', page(briefing))


@pytest.mark.parametrize("name", ["sample_day", "later_day", "several_days", "empty_day"])
def test_references_are_numbered_in_the_order_in_which_a_reader_meets_them(request, name):
    briefing = cite(request.getfixturevalue(name))
    text, _, _ = markdown(briefing).partition("\n## References")
    met = list(dict.fromkeys(re.findall(r"\[\^(\d+)\]", text)))
    assert met == [str(reference.number) for reference in briefing.references]


def test_the_first_page_comes_before_the_stories_and_the_sources_last(several_days):
    found = parts(several_days)
    assert [name for name in found if name in {"glance", "totals", "map"}] == found[:3]
    assert found[-1] == "references"
    assert found.index("timeline") < found.index("section-1") < found.index("figures") < found.index("coverage")


def test_of_one_day_the_timeline_comes_after_the_stories(several_days):
    window = replace(several_days.window, first=several_days.window.last)
    found = parts(cite(replace(several_days, window=window)))
    assert found.index("section-1") < found.index("timeline") < found.index("coverage")
    assert found.count("timeline") == found.count("chart-1") == 1


def test_an_edition_of_several_days_lists_its_sections_and_stories_after_the_first_page(several_days):
    made = page(several_days)
    before, found, after = made.partition('<nav class="edition-contents"')
    assert found
    assert 'aria-labelledby="map"' in before
    assert 'aria-labelledby="section-1"' in after
    listed, _, rest = after.partition("</nav>")
    links = re.findall(r'href="#([^"]+)"', listed)
    stories = [report for chapter in several_days.chapters for report in chapter.reports]
    assert len(links) == len(set(links)) == len(parts(several_days)) - 3 + len(stories)
    assert all(f'id="{link}"' in rest for link in links)


def test_a_day_of_few_stories_needs_no_list_and_one_of_many_has_it(sample_day):
    assert '<nav class="edition-contents"' not in page(sample_day)
    chapter = sample_day.chapters[0]
    most = MANY - sum(len(other.reports) for other in sample_day.chapters[1:])
    for count, long in ((most, False), (most + 1, True)):
        reports = tuple(replace(chapter.reports[0], thread=f"t-{number}") for number in range(count))
        assert is_long(replace(sample_day, chapters=(replace(chapter, reports=reports), *sample_day.chapters[1:]))) == long


def test_several_days_without_a_story_have_nothing_to_list(several_days):
    assert not is_long(replace(several_days, chapters=()))


def test_a_story_is_listed_under_its_section_in_its_own_language():
    headings = (
        Heading(level=2, id="glance", title="At a glance"),
        Heading(level=2, id="section-1", title="Strikes"),
        Heading(level=3, id="t-1", title="Порт закрито", language="uk"),
        Heading(level=2, id="coverage", title="Coverage"),
    )
    assert [(entry.section.id, entry.stories) for entry in entries(headings)] == [("section-1", headings[2:3]), ("coverage", ())]


def test_a_headline_in_another_language_is_marked_in_the_list(several_days):
    chapter = several_days.chapters[0]
    foreign = replace(chapter.reports[0], headline=replace(chapter.reports[0].headline, text="Порт закрито", language="uk"))
    made = page(replace(several_days, chapters=(replace(chapter, reports=(foreign,)),)))
    assert re.search(r'<a href="#[^"]+" lang="uk">Порт закрито</a>', made)


def test_a_page_is_parted_where_the_first_page_ends():
    first = '<section aria-labelledby="glance">\n</section>\n<section aria-labelledby="map">\n</section>\n'
    rest = '<section aria-labelledby="timeline">\n</section>\n<section aria-labelledby="map">\n</section>\n'
    assert halves(first + rest) == (first, rest)
    assert halves(first) == (first, "")
    assert halves("") == ("", "")
