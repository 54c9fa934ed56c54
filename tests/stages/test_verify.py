"""Nothing is printed that does not stand, word for word, in the stored bytes it cites."""

import hashlib
import string
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.language.quotes import credit
from briefing.model import (
    Article,
    Briefing,
    Capture,
    Chapter,
    Coverage,
    Highlight,
    Passage,
    Quoted,
    Reference,
    Report,
    Side,
    Statement,
    Tally,
    When,
    Window,
)
from briefing.stages.verify import recheck, verify

NOW = datetime(2025, 3, 5, 6, 30, tzinfo=UTC)
DAY = date(2025, 3, 4)


def page(name: str, publisher: str | None, language: str, title: str, *paragraphs: str) -> tuple[Article, Capture]:
    body = "\n\n".join((title, *paragraphs)).encode()
    sha256 = hashlib.sha256(body).hexdigest()
    article = Article(
        id=name,
        capture=sha256,
        item=1,
        title=title,
        publisher=publisher,
        published=When(day=DAY),
        language=language,
        paragraphs=paragraphs,
    )
    return article, Capture(sha256=sha256, name=f"{name}.txt", media_type="text/plain", body=body, fetched_at=NOW)


POST, POST_PAGE = page(
    "post",
    "The Example Post",
    "en",
    "Three die in raid on Korsun",
    "Drones hit the port of Korsun at 4:15 a.m., killing three dockers and injuring 17.",
    "“We counted nine impacts,” said Governor Maryna Holub.",
)
NEWS, NEWS_PAGE = page(
    "visnyk",
    "Вісник Бродів",
    "uk",
    "Удар по порту Корсуня",
    "У Корсуні загинули четверо докерів, ще 17 поранено, повідомила губернаторка Голуб.",
)
BARE, BARE_PAGE = page("bare", None, "en", "Raid on the port", "Four dockers died in the port of Korsun and 17 were hurt.")
CAPTURES = {capture.sha256: capture for capture in (POST_PAGE, NEWS_PAGE, BARE_PAGE)}


def at(article: Article, paragraph: int, words: str | None = None) -> Passage:
    text = article.title if paragraph == 0 else article.paragraphs[paragraph - 1]
    start = text.index(words) if words else 0
    return Passage(article=article.id, paragraph=paragraph, start=start, end=start + len(words or text), sha256=article.capture)


def says(article: Article, paragraph: int, words: str | None = None, own: str = "") -> Statement:
    passage = at(article, paragraph, words)
    text = (article.title if paragraph == 0 else article.paragraphs[paragraph - 1])[passage.start : passage.end]
    if own:
        text = text.removesuffix(".") + own
    return Statement(text=text, passages=(passage,), own=(own,) if own else (), language=article.language)


TOLL = says(POST, 1)
QUOTE = says(POST, 2)
UKRAINIAN = says(NEWS, 1)
CREDITED = says(BARE, 1, own=credit(None, spoken=True))
BRACKETED = says(POST, 1, own=credit("The Example Post", spoken=False))
STATEMENTS = [TOLL, QUOTE, UKRAINIAN, CREDITED, BRACKETED]
TALLY = Tally(
    label="Killed, Korsun, 4 March",
    kind="killed",
    place="Korsun",
    event_date=DAY,
    relation="contested",
    sides=(
        Side(statement=says(POST, 1, "three"), said_by="The Example Post"),
        Side(statement=says(NEWS, 1, "четверо"), said_by="губернаторка Голуб"),
    ),
    note="The sources contradict each other.",
)


def report(*statements: Statement, **fields) -> Report:
    told = {"story": "s", "headline": says(POST, 0), "articles": ("post", "visnyk", "bare"), **fields}
    return Report(statements=statements, **told)


def briefing(*reports: Report, **fields) -> Briefing:
    window = Window(first=DAY, last=DAY, start=NOW, end=NOW, zone="UTC")
    made = Briefing(
        profile="p",
        title="Daily",
        language="en",
        window=window,
        made_at=NOW,
        next_due=NOW,
        chapters=(Chapter(id="strikes", title="Strikes", reports=reports),),
        articles=(POST, NEWS, BARE),
    )
    return replace(made, **fields)


DRAFT = briefing(
    report(*STATEMENTS, differences=(TALLY,)),
    highlights=(Highlight(section="strikes", label="Strikes", statement=TOLL),),
    tallies=(TALLY,),
)


def reasons(made: Briefing, captures=CAPTURES) -> list[str]:
    return [dropped.reason for dropped in verify(made, captures).coverage.checked.dropped]


def test_a_true_briefing_passes_whole_and_is_counted():
    kept = verify(DRAFT, CAPTURES)
    assert replace(kept, coverage=Coverage()) == DRAFT
    checked = kept.coverage.checked
    assert checked.dropped == ()
    assert checked.statements == len({*STATEMENTS, says(POST, 0), *(side.statement for side in TALLY.sides)})
    assert checked.quotations == 1
    assert checked.numbers >= 10
    assert checked.names >= 6


def changed(text: str, index: int, letter: str) -> str:
    return text[:index] + letter + text[index + 1 :]


@settings(max_examples=300)
@given(st.sampled_from(STATEMENTS), st.data())
def test_a_changed_letter_or_digit_is_caught(statement, data):
    index = data.draw(st.sampled_from([number for number, char in enumerate(statement.text) if char.isalnum()]))
    letter = data.draw(
        st.sampled_from(string.ascii_letters + string.digits + "їієґы").filter(lambda char: char != statement.text[index])
    )
    forged = replace(statement, text=changed(statement.text, index, letter))
    kept = verify(briefing(report(forged)), CAPTURES)
    assert len(kept.coverage.checked.dropped) == 1
    assert kept.chapters[0].reports == ()


@given(st.sampled_from(STATEMENTS), st.data())
def test_a_word_left_out_or_put_in_is_caught(statement, data):
    words = statement.text.split(" ")
    place = data.draw(st.integers(0, len(words) - 1))
    shorter = " ".join(words[:place] + words[place + 1 :])
    longer = " ".join([*words[:place], "not", *words[place:]])
    for text in (shorter, longer):
        assert reasons(briefing(report(replace(statement, text=text))))


@settings(max_examples=60)
@given(st.sampled_from([POST_PAGE, NEWS_PAGE, BARE_PAGE]), st.data())
def test_a_changed_byte_in_a_cited_capture_is_caught(capture, data):
    index = data.draw(st.integers(0, len(capture.body) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != capture.body[index]))
    forged = replace(capture, body=capture.body[:index] + bytes([byte]) + capture.body[index + 1 :])
    failures = recheck(DRAFT, {**CAPTURES, capture.sha256: forged}).dropped
    assert failures
    assert all("no longer those it was filed under" in failure.reason for failure in failures)


def test_a_missing_capture_is_named():
    failures = recheck(DRAFT, {key: value for key, value in CAPTURES.items() if key != NEWS.capture}).dropped
    assert {failure.reason for failure in failures} == {f"capture {NEWS.capture} is missing from the archive"}


def test_an_article_whose_words_are_not_in_its_capture_is_not_believed():
    forged = replace(POST, paragraphs=("Drones hit the port of Korsun at 4:15 a.m., killing nine dockers and injuring 17.",))
    made = briefing(report(says(forged, 1)), articles=(forged,))
    (reason,) = reasons(made)
    assert reason.startswith("the passage does not stand in capture")


@pytest.mark.parametrize(
    ("passage", "reason"),
    [
        (replace(at(POST, 1), article="nobody"), "article nobody is not in the briefing"),
        (replace(at(POST, 1), sha256=NEWS.capture), "article post is cited from another version than the one in the briefing"),
        (replace(at(POST, 1), paragraph=9), "article post has no paragraph 9, characters 0 to 82"),
        (replace(at(POST, 1), end=400), "article post has no paragraph 1, characters 0 to 400"),
        (replace(at(POST, 1), start=-3), "article post has no paragraph 1, characters -3 to 82"),
        (replace(at(POST, 1), end=0), "article post has no paragraph 1, characters 0 to 0"),
    ],
)
def test_a_passage_that_points_nowhere_is_refused(passage, reason):
    assert reasons(briefing(report(replace(TOLL, passages=(passage,))))) == [reason]


def test_a_statement_without_a_passage_is_refused():
    assert reasons(briefing(report(replace(TOLL, passages=())))) == ["it cites no passage"]


@pytest.mark.parametrize(
    ("own", "part"),
    [
        (", The Other Post reports.", "which is not the publisher of its passage"),
        (", Governor Holub reports.", "which is not the publisher of its passage"),
        (" and 400 more are feared dead", "more than a credit"),
        (", which nobody denies.", "more than a credit"),
    ],
)
def test_our_own_words_may_credit_the_publisher_and_nothing_else(own, part):
    (reason,) = reasons(briefing(report(says(POST, 1, own=own))))
    assert part in reason


def test_words_given_as_our_own_must_be_in_the_text():
    (reason,) = reasons(briefing(report(replace(TOLL, own=(", The Example Post reports.",)))))
    assert reason.startswith("the words given as our own")


def test_a_statement_of_our_own_words_alone_is_refused():
    own = ", The Example Post reports."
    assert reasons(briefing(report(replace(TOLL, text=own, own=(own,))))) == ["nothing in it is from a source"]


def test_white_space_and_the_shape_of_quotation_marks_do_not_matter():
    text = QUOTE.text.replace("“", '"').replace("”", '"').replace(" ", "\u00a0 ")
    assert reasons(briefing(report(replace(QUOTE, text=text)))) == []


def test_two_passages_read_one_after_the_other_carry_one_statement():
    both = Statement(text=f"{TOLL.text} {QUOTE.text}", passages=(at(POST, 1), at(POST, 2)))
    assert reasons(briefing(report(both))) == []


def test_a_corroborating_passage_must_hold_the_numbers():
    same = replace(TOLL, passages=(at(POST, 1), at(POST, 2)))
    (reason,) = reasons(briefing(report(same)))
    assert "which should corroborate it" in reason
    side = replace(says(BARE, 1, "Four dockers died"), passages=(at(BARE, 1, "Four dockers died"), at(NEWS, 1)))
    assert reasons(briefing(report(side))) == []


def test_a_report_without_its_headline_is_headed_by_its_first_sentence():
    kept = verify(briefing(report(TOLL, QUOTE, headline=replace(says(POST, 0), text="Thirty die in raid on Korsun"))), CAPTURES)
    (told,) = kept.chapters[0].reports
    assert told.headline == TOLL
    assert told.statements == (QUOTE,)


def test_a_report_that_loses_every_sentence_is_listed_as_left_out():
    kept = verify(briefing(report(replace(TOLL, text="Nine die."))), CAPTURES)
    assert kept.chapters[0].reports == ()
    (left,) = kept.coverage.left_out
    assert (left.title, left.publisher) == (POST.title, "The Example Post")
    assert [dropped.text for dropped in kept.coverage.checked.dropped] == ["Nine die."]


def test_a_comparison_that_loses_a_side_no_longer_compares():
    forged = replace(
        TALLY, sides=(TALLY.sides[0], replace(TALLY.sides[1], statement=replace(TALLY.sides[1].statement, text="п'ятеро")))
    )
    kept = verify(briefing(report(TOLL, differences=(forged,)), tallies=(forged,)), CAPTURES)
    assert kept.chapters[0].reports[0].differences == ()
    (row,) = kept.tallies
    assert (row.relation, row.sides, row.note) == ("single", TALLY.sides[:1], "")


def test_a_comparison_without_a_side_left_is_gone():
    forged = replace(TALLY, sides=(replace(TALLY.sides[0], said_by="The Other Post"),))
    kept = verify(briefing(report(TOLL), tallies=(forged,)), CAPTURES)
    assert kept.tallies == ()
    assert [dropped.reason for dropped in kept.coverage.checked.dropped] == ["“The Other Post” is not named by its article"]


def test_numbers_of_a_label_and_a_note_come_from_its_date_and_sides():
    noted = replace(TALLY, note="Later source higher: 3 → 44.")
    labelled = replace(TALLY, label="Killed, Korsun, 5 March")
    assert verify(briefing(report(TOLL), tallies=(noted,)), CAPTURES).tallies[0].note == ""
    assert verify(briefing(report(TOLL), tallies=(labelled,)), CAPTURES).tallies == ()


@given(
    st.lists(st.sampled_from([*STATEMENTS, replace(TOLL, text="Nine die."), replace(QUOTE, passages=())]), max_size=5),
    st.booleans(),
)
def test_what_verification_lets_through_has_no_failures_left(statements, swap):
    captures = CAPTURES if swap else {key: value for key, value in CAPTURES.items() if key != NEWS.capture}
    kept = verify(briefing(report(*statements, differences=(TALLY,)), tallies=(TALLY,)), captures)
    assert recheck(kept, captures).dropped == ()


REFERENCES = (
    Reference(
        number=1,
        article="post",
        quoted=(Quoted(paragraph=1, text=POST.paragraphs[0]), Quoted(paragraph=2, text=POST.paragraphs[1])),
    ),
    Reference(number=2, article="visnyk", quoted=(Quoted(paragraph=1, text=NEWS.paragraphs[0]),)),
    Reference(number=3, article="bare", quoted=(Quoted(paragraph=1, text=BARE.paragraphs[0]),)),
)


def test_the_references_of_a_finished_briefing_are_checked_too():
    assert recheck(replace(DRAFT, references=REFERENCES), CAPTURES).dropped == ()
    forged = replace(REFERENCES[0], quoted=(Quoted(paragraph=1, text="Drones sank the whole fleet."),))
    failures = recheck(replace(DRAFT, references=(forged, *REFERENCES[1:])), CAPTURES).dropped
    assert [failure.reason for failure in failures] == ["reference 1 quotes words that paragraph 1 of its article lacks"]


def test_a_citation_without_its_reference_is_a_failure():
    failures = recheck(replace(DRAFT, references=REFERENCES[:2]), CAPTURES).dropped
    assert {failure.reason for failure in failures} == {"article bare has no reference"}
