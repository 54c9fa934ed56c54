"""Corrections are printed only where both readings of a page bear them out, and days only where an article can be of them."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from briefing.model import (
    Article,
    Briefing,
    Capture,
    Changes,
    Chapter,
    Correction,
    Earlier,
    Passage,
    Report,
    Statement,
    When,
    Window,
)
from briefing.stages.cite import cite
from briefing.stages.verify import recheck, verify

NOW = datetime(2025, 3, 5, 6, 30, tzinfo=UTC)
DAY = date(2025, 3, 4)


def page(name: str, title: str, *paragraphs: str) -> tuple[Article, Capture]:
    body = "\n\n".join((title, *paragraphs)).encode()
    sha256 = hashlib.sha256(body).hexdigest()
    fields = {"publisher": "The Example Post", "published": When(day=DAY), "language": "en"}
    article = Article(id=name, capture=sha256, item=1, title=title, paragraphs=paragraphs, **fields)
    return article, Capture(sha256=sha256, name=f"{name}.txt", media_type="text/plain", body=body, fetched_at=NOW)


def says(article: Article, paragraph: int, words: str | None = None) -> Statement:
    text = article.title if paragraph == 0 else article.paragraphs[paragraph - 1]
    start = text.index(words) if words else 0
    end = start + len(words or text)
    spot = Passage(article=article.id, paragraph=paragraph, start=start, end=end, sha256=article.capture)
    return Statement(text=text[start:end], passages=(spot,), language="en")


def report(*statements: Statement, **fields) -> Report:
    return Report(statements=statements, **{"story": "s", "headline": says(FERRY, 0), "articles": ("ferry",), **fields})


def briefing(*reports: Report, **fields) -> Briefing:
    window = Window(first=DAY, last=DAY, start=NOW, end=NOW, zone="UTC")
    made = Briefing(profile="p", title="Daily", language="en", window=window, made_at=NOW, next_due=NOW, articles=(POST, FERRY))
    return replace(made, chapters=(Chapter(id="strikes", title="Strikes", reports=reports),), **fields)


POST, POST_PAGE = page(
    "post",
    "Three die in raid on Korsun",
    "Drones hit the port of Korsun at 4:15 a.m., killing three dockers and injuring 17.",
    "“We counted nine impacts,” said Governor Maryna Holub.",
)
FERRY, FERRY_PAGE = page(
    "ferry", "Ferries for Brod", "Finland will lend Brod two ferries for the winter, its foreign ministry said."
)
CAPTURES = {capture.sha256: capture for capture in (POST_PAGE, FERRY_PAGE)}
TOLL, QUOTE, LOAN = says(POST, 1), says(POST, 2), says(FERRY, 1)
LATER, LATER_PAGE = page(
    "post",
    "Four die in raid on Korsun",
    "Drones hit the port of Korsun at 4:15 a.m., killing four dockers and injuring 17.",
    "The harbour office has closed the quay until Friday, its director said.",
)
REREAD = {**CAPTURES, LATER_PAGE.sha256: LATER_PAGE}
EARLIER = Earlier(thread="t-1", edition="2025-03-03", day=date(2025, 3, 3), headline="Raid on Korsun")
CORRECTED = Correction(before=EARLIER, printed=TOLL, now=says(LATER, 1))
WITHDRAWN = Correction(before=EARLIER, printed=QUOTE, kind="withdrawn")


def corrected(*corrections: Correction, articles=(POST, LATER, FERRY)) -> Briefing:
    changes = Changes(since="2025-03-03", day=date(2025, 3, 3), new=1, corrections=corrections)
    return briefing(report(LOAN), changes=changes, articles=articles)


def test_a_correction_holds_where_each_reading_says_what_is_printed_of_it():
    made = corrected(CORRECTED, WITHDRAWN, replace(CORRECTED, kind="grown"))
    kept = verify(made, REREAD)
    assert kept.changes == made.changes
    assert kept.coverage.checked.dropped == ()
    assert recheck(kept, REREAD).dropped == ()


@pytest.mark.parametrize(
    ("correction", "reason"),
    [
        (
            replace(CORRECTED, printed=replace(TOLL, text=TOLL.text.replace("three", "nine"))),
            "its words are not those of its passage",
        ),
        (replace(CORRECTED, now=replace(CORRECTED.now, text="Nobody died.")), "its words are not those of its passage"),
        (replace(CORRECTED, now=TOLL), "not from a later reading of the same article"),
        (replace(CORRECTED, now=LOAN), "not from a later reading of the same article"),
        (replace(CORRECTED, now=None), "what the source says now is missing"),
        (replace(CORRECTED, kind="withdrawn"), "both that the source withdrew its words and what it says now"),
        (
            replace(WITHDRAWN, printed=says(LATER, 1, "Drones hit the port of Korsun at 4:15 a.m.")),
            "the words printed then still stand in the later reading",
        ),
        (replace(WITHDRAWN, printed=LOAN), "no other reading of article ferry is in the briefing"),
    ],
)
def test_a_correction_that_cannot_be_shown_is_refused(correction, reason):
    kept = verify(corrected(correction), REREAD)
    assert kept.changes.corrections == ()
    assert reason in kept.coverage.checked.dropped[0].reason


def test_a_number_printed_alone_is_withdrawn_only_with_its_sentence():
    alone = says(POST, 1, "17")  # the number still stands in the later reading, its sentence does not
    assert verify(corrected(replace(WITHDRAWN, printed=alone)), REREAD).changes.corrections


def test_a_later_reading_that_is_missing_proves_nothing():
    kept = verify(corrected(WITHDRAWN), CAPTURES)
    assert kept.changes.corrections == ()
    assert kept.coverage.checked.dropped[0].reason == f"capture {LATER.capture} is missing from the archive"


def test_a_story_lost_to_verification_is_no_longer_counted_as_new_or_updated():
    false = replace(TOLL, text="Nine die.")
    made = briefing(report(LOAN), report(false), report(false, news="update"), changes=Changes(new=2, updated=1))
    kept = verify(made, CAPTURES).changes
    assert (kept.new, kept.updated) == (1, 0)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (DAY, True),  # published then
        (date(2025, 3, 3), True),  # the day before
        (date(2025, 2, 27), True),  # named by its weekday
        (date(2025, 1, 19), True),  # named by its date
        (date(2025, 2, 26), False),
        (date(2025, 3, 5), False),
        (date(2025, 2, 20), False),  # that weekday, but a week earlier
    ],
)
def test_a_day_is_printed_only_where_an_article_of_the_report_can_be_of_it(day, holds):
    dated, capture = page("dated", "Raid", "The quay hit on Thursday was hit on 19 January too.")
    made = briefing(report(replace(says(dated, 1), day=day), articles=("dated",), headline=says(dated, 0)), articles=(dated,))
    kept = verify(made, {capture.sha256: capture})
    assert [statement.day for statement in kept.chapters[0].reports[0].statements] == [day if holds else None]
    assert bool(kept.coverage.checked.dropped) != holds


def test_the_old_and_the_new_reading_need_a_reference_each():
    made = cite(verify(corrected(CORRECTED), REREAD))
    assert [(one.article, one.capture) for one in made.references[:2]] == [("post", POST.capture), ("post", LATER.capture)]
    assert recheck(made, REREAD).dropped == ()
    failures = recheck(replace(made, references=made.references[1:]), REREAD).dropped
    assert {failure.reason for failure in failures} == {"article post has no reference"}
    crossed = replace(made.references[0], capture=LATER.capture)
    failures = recheck(replace(made, references=(crossed, *made.references[1:])), REREAD).dropped
    assert "reference 1 quotes words that paragraph 1 of its article lacks" in {failure.reason for failure in failures}
