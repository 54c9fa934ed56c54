"""Sources are numbered in the order a reader meets them, and each quotes what was printed from it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import (
    Article,
    Briefing,
    Changes,
    Chapter,
    Correction,
    Earlier,
    Highlight,
    Passage,
    Quoted,
    Report,
    Side,
    Statement,
    Tally,
    Window,
)
from briefing.stages.cite import cite

NOW = datetime(2025, 3, 5, 6, 30, tzinfo=UTC)
DAY = date(2025, 3, 4)
TEXT = ("Drones hit the port. Three dockers were killed and 17 injured.", "The ferry stays in Brod.", "Two cranes burned down.")
ARTICLES = tuple(
    Article(id=name, capture=name * 64, item=1, title=f"Raid {name}", publisher="Brod Daily", language="en", paragraphs=TEXT)
    for name in "abcd"
)


def says(name: str, paragraph: int, words: str | None = None) -> Statement:
    text = f"Raid {name}" if paragraph == 0 else TEXT[paragraph - 1]
    start = text.index(words) if words else 0
    end = start + len(words or text)
    return Statement(
        text=text[start:end], passages=(Passage(article=name, paragraph=paragraph, start=start, end=end, sha256=name * 64),)
    )


def report(headline: Statement, *statements: Statement, differences=(), articles=()) -> Report:
    return Report(story="s", headline=headline, statements=statements, differences=differences, articles=articles)


def briefing(*reports: Report, highlights=(), tallies=(), articles=ARTICLES) -> Briefing:
    return Briefing(
        profile="p",
        title="Daily",
        language="en",
        window=Window(first=DAY, last=DAY, start=NOW, end=NOW, zone="UTC"),
        made_at=NOW,
        next_due=NOW,
        highlights=tuple(Highlight(section="strikes", label="Strikes", statement=statement) for statement in highlights),
        chapters=(Chapter(id="strikes", title="Strikes", reports=reports),),
        tallies=tallies,
        articles=articles,
    )


def tally(*statements: Statement) -> Tally:
    sides = tuple(Side(statement=statement, said_by="Brod Daily") for statement in statements)
    return Tally(label="Killed", kind="killed", place=None, event_date=None, relation="differs", sides=sides)


def test_numbers_follow_the_order_of_print():
    made = cite(
        briefing(
            report(says("a", 0), says("b", 1), differences=(tally(says("d", 1, "Three")),)),
            highlights=(says("c", 1),),
        )
    )
    assert [(reference.number, reference.article) for reference in made.references] == [(1, "c"), (2, "a"), (3, "b"), (4, "d")]


def test_passages_are_quoted_in_the_order_of_the_text_and_once():
    (reference,) = cite(briefing(report(says("a", 0), says("a", 3), says("a", 2), says("a", 3)))).references
    assert reference.quoted == (Quoted(paragraph=2, text=TEXT[1]), Quoted(paragraph=3, text=TEXT[2]))


def test_a_clause_is_quoted_with_its_sentence():
    (reference,) = cite(briefing(report(says("a", 2)), tallies=(tally(says("a", 1, "17")),))).references
    assert reference.quoted[0] == Quoted(paragraph=1, text="Three dockers were killed and 17 injured.")


def test_a_title_is_quoted_only_where_nothing_else_is():
    made = cite(briefing(report(says("a", 0), says("b", 2)), report(says("b", 0), says("b", 3))))
    quoted = {reference.article: [passage.paragraph for passage in reference.quoted] for reference in made.references}
    assert quoted == {"a": [0], "b": [2, 3]}


def test_articles_that_are_neither_cited_nor_counted_are_left_behind():
    made = cite(briefing(report(says("b", 0), says("b", 1), articles=("b", "d"))))
    assert [article.id for article in made.articles] == ["b", "d"]


STATEMENTS = st.builds(says, st.sampled_from("abcd"), st.integers(1, 3))


@given(st.lists(STATEMENTS, min_size=1, max_size=6), st.permutations(ARTICLES))
def test_every_citation_has_one_reference_whatever_the_order_of_the_articles(statements, articles):
    draft = briefing(report(says("a", 0), *statements), articles=tuple(articles))
    made = cite(draft)
    assert made.references == cite(briefing(report(says("a", 0), *statements))).references
    assert [reference.number for reference in made.references] == list(range(1, len(made.references) + 1))
    assert len({reference.article for reference in made.references}) == len(made.references)
    for statement in statements:
        passage = statement.passages[0]
        (reference,) = [reference for reference in made.references if reference.article == passage.article]
        assert statement.text in [quoted.text for quoted in reference.quoted if quoted.paragraph == passage.paragraph]
    assert cite(made) == made


def test_corrections_come_first_and_the_two_readings_of_a_page_are_two_references():
    old = replace(ARTICLES[0], capture="e" * 64)
    then = replace(says("a", 1), passages=(replace(says("a", 1).passages[0], sha256="e" * 64),))
    before = Earlier(thread="t", edition="2025-03-03", day=DAY, headline="Raid")
    changes = Changes(corrections=(Correction(before=before, printed=then, now=says("a", 2)),))
    made = cite(
        replace(
            briefing(report(says("b", 0), says("a", 3)), highlights=(says("c", 1),)), changes=changes, articles=(*ARTICLES, old)
        )
    )
    assert [(one.article, one.capture[0], [quoted.paragraph for quoted in one.quoted]) for one in made.references] == [
        ("a", "e", [1]),
        ("a", "a", [2, 3]),
        ("c", "c", [1]),
        ("b", "b", [0]),
    ]
    assert [(one.id, one.capture[0]) for one in made.articles] == [("a", "e"), ("a", "a"), ("c", "c"), ("b", "b")]


def test_the_reading_that_withdrew_its_words_stays_with_the_briefing():
    newer = replace(ARTICLES[0], capture="f" * 64, paragraphs=TEXT[1:])
    before = Earlier(thread="t", edition="2025-03-03", day=DAY, headline="Raid")
    changes = Changes(corrections=(Correction(before=before, printed=says("a", 1), kind="withdrawn"),))
    made = cite(replace(briefing(report(says("b", 0), says("b", 3))), changes=changes, articles=(*ARTICLES, newer)))
    assert [(one.id, one.capture[0]) for one in made.articles] == [("a", "a"), ("b", "b"), ("a", "f")]
