"""No format says more or less than another: each is read by a program of its own, and their texts are held beside each other.

What a format leaves out by its nature, and why, stands in `NOT_COMPARED`; everything else has to be there, in the same order.
"""

from collections import Counter
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.edges.templates import load_design
from briefing.model import Marks
from briefing.record import read
from briefing.stages.typeset.inert import tidy

DESIGN = load_design()
NOT_COMPARED = {
    "html": (
        "the lists of contents: they repeat headings, to lead to them",
        "the links that lead from a reference back to its sentences: arrows",
        "the foot of the page: how the whole is to be read, and the title again",
        "drawings and their credit: their tables and lists say the same",
    ),
    "pdf": ("what the page leaves out", "running heads and page numbers", "where words are hyphenated", "marks of lists"),
    "docx": (
        "the list of contents: it repeats headings, to lead to them",
        "drawings and their credit",
        "footnotes: each repeats the source line of a reference",
        "running heads",
        "marks of lists",
    ),
    "epub": ("the cover, the table of contents and the ways back from a reference", "drawings and their credit"),
    "atom": ("drawings and their credit", "the ways back from a reference"),
    "txt": ("where lines end", "rules under headings and around tables", "bars beside quotations"),
}
HOSTILE = (
    "<script>alert(1)</script>",
    "</section></html><svg onload=alert(1)>",
    "]]> --> <!-- <![CDATA[ <?xml ?>",
    "&nbsp; &lt; &#0; &#x1; &undefined;",
    "[x](javascript:alert(1)) [^1] [^99]: mine",
    "| a | b |",
    "# x {#top onclick=alert(1)}",
    "```",
    "1. x",
    "\x00\x02\x0c\ufffe\ud800",
    "\u202egnp.exe\u2066\u2069",
    "x" * 400,
    "שלום [עולם] 12 (а)",
    "{{ cycler.__init__ }}",
    "",
)
FOREIGN = (
    "قال المتحدث إن 12 شخصا أصيبوا في مدينة Izmail ليلة الأربعاء، وفق ما ذكره التقرير.",
    "ראש העיר אמר: „אין נפגעים” (נכון ל־12 במרץ)",
    "港口の倉庫で火災、3人が負傷。市長は「負傷者は搬送された」と述べた。",
    "В Ізмаїлі горить елеватор; збитки – 310 млн ₴, об’єкт № 7",
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle" * 2,
    "กรุงเทพมหานครอมรรัตนโกสินทร์มหินทรายุธยามหาดิลกภพนพรัตนราชธานี",
    "e\u0301\u0302 नमस्ते दुनिया",
    "12 000 km² · €5 m. 7 %",
)
LETTERS = "abc xyz 0123456789 Їжґ אבג دبس 漢字かな。、 (“”)’,.;:"
QUICK = ("md", "epub", "docx", "atom", "txt")
EVERY = (*QUICK, pytest.param("pdf", marks=pytest.mark.slow))
DAYS = ("sample_day", "later_day", "several_days", "small_day", "empty_day")
some_examples = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("format_", EVERY)
@pytest.mark.parametrize("day", DAYS)
def test_a_format_says_what_the_page_says_block_by_block_and_in_its_order(formats, request, day, format_):
    formats.same(request.getfixturevalue(day), format_)


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["plain", "ministry"])
@pytest.mark.parametrize("day", DAYS)
def test_a_pdf_is_painted_in_the_order_in_which_it_is_read_out(formats, request, day, theme):
    """So that whoever copies its text, or extracts it without its structure, has it in the order of the page."""
    files = formats.made(request.getfixturevalue(day), "pdf", design=load_design(theme))
    read_out, painted = formats.pdf_in_both_orders(files["briefing.pdf"])
    assert painted == read_out


@pytest.mark.parametrize("format_", EVERY)
def test_so_it_is_with_all_marks_of_a_profile_and_an_archive_that_can_be_reached(formats, small_day, format_):
    marks = Marks(classification="TLP:AMBER", contact="desk@briefing.example, room 7", disclaimer="No official text. " * 5)
    formats.same(replace(small_day, marks=marks), format_, design=replace(DESIGN, public_url="https://editions.example/"))


@pytest.mark.parametrize("format_", EVERY)
def test_so_it_is_in_another_language_of_the_interface(formats, several_days, format_):
    formats.same(replace(several_days, language="uk"), format_)


@some_examples
@given(words=st.lists(st.sampled_from(HOSTILE) | st.text(max_size=40), min_size=1, max_size=9))
def test_so_it_is_whatever_the_sources_say(formats, small_day, poisoned, words):
    formats.same(poisoned(small_day, words), "md", "epub", "docx")


@some_examples
@given(words=st.lists(st.sampled_from(FOREIGN) | st.text(LETTERS, min_size=1, max_size=90), min_size=1, max_size=9))
def test_so_it_is_in_plain_text_in_any_script(formats, small_day, poisoned, words):
    formats.same(poisoned(small_day, words), "txt")


def changed_stories(briefing, change):
    """The briefing with the statements of its first story changed."""
    first, *others = briefing.chapters
    report, *more = first.reports
    reports = (replace(report, statements=tuple(change(list(report.statements)))), *more)
    return replace(briefing, chapters=(replace(first, reports=reports), *others))


CHANGES = {
    "loses a sentence": lambda some: some[:-1],
    "has a sentence twice": lambda some: [*some, some[-1]],
    "has two sentences in another order": lambda some: [*some[:-2], some[-1], some[-2]],
    "has a word more": lambda some: [*some[:-1], replace(some[-1], text=some[-1].text + " today")],
    "has another number": lambda some: [replace(some[0], text="9" + some[0].text), *some[1:]],
    "cites another reference": lambda some: [replace(some[0], passages=some[1].passages), *some[1:]],
}


@pytest.mark.parametrize("format_", EVERY)
@pytest.mark.parametrize("change", CHANGES)
def test_the_comparison_sees_when_one_format(formats, sample_day, change, format_):
    told = formats.told_by(sample_day)
    other = formats.made(changed_stories(sample_day, CHANGES[change]), format_)[f"briefing.{format_}"]
    with pytest.raises(AssertionError):
        formats.compare(told, format_, other)


@pytest.mark.parametrize("day", DAYS[:4])
def test_every_fact_of_the_data_stands_in_every_format_equally_often(formats, request, day):
    """The facts are counted in the data, where each is at least as often in every format."""
    briefing = request.getfixturevalue(day)
    files = formats.made(briefing, "md", "html", "json", *QUICK[1:])
    facts = Counter(formats.stream(tidy(fact)) for fact in facts_of(read(files["briefing.json"]), formats.stream))
    assert len(facts) > 25
    texts = {name: formats.whole(name, files[f"briefing.{name}"]) for name in ("html", *QUICK)}
    for fact, times in facts.items():
        found = {name: text.count(fact) for name, text in texts.items()}
        assert len(set(found.values())) == 1, (fact, found)
        assert found["md"] >= times, (fact, found, times)


def facts_of(briefing, stream):
    """What the data say that is a sentence, a name or a reason, and not a word or a number that may stand anywhere."""
    reports = [report for chapter in briefing.chapters for report in chapter.reports]
    opposed = [*chain.from_iterable(report.differences + report.opposed for report in reports)]
    changes, coverage = briefing.changes, briefing.coverage
    statements = [
        *(line.statement for line in briefing.highlights),
        *(one for report in reports for one in (report.headline, *report.statements)),
        *(side.statement for one in opposed for side in one.sides),
        *(event.statement for event in briefing.timeline),
        *(one for item in changes.corrections for one in (item.printed, item.now) if one),
    ]
    facts = [statement.text for statement in statements]
    facts += [side.said_by for one in opposed for side in one.sides]
    facts += [text for one in opposed for text in (one.label, getattr(one, "note", "")) if text]
    facts += [chapter.title for chapter in briefing.chapters if chapter.reports]
    facts += [quoted.text for reference in briefing.references for quoted in reference.quoted if quoted.paragraph]
    readings = {(article.id, article.capture): article for article in briefing.articles}
    read_ = [readings.get((one.article, one.capture)) for one in briefing.references]
    facts += [text for one in read_ if one for text in (one.title, one.publisher, *one.authors, *one.agencies, *one.notes) if text]
    facts += [text for one in coverage.failures for text in (one.subject,)]
    facts += [text for one in coverage.left_out + coverage.others for text in (one.title, one.publisher) if text]
    facts += {one.reason for one in (*coverage.failures, *coverage.left_out, *coverage.others)}
    facts += [text for one in coverage.checked.dropped for text in (one.text, one.reason)]
    facts += [*coverage.notes, *(item.headline for item in (*changes.known, *changes.dropped))]
    return [fact for fact in facts if len(stream(fact)) > 7]


def test_what_a_format_leaves_out_is_told_with_its_reason(formats):
    assert set(NOT_COMPARED) == formats.names - {"md"}
