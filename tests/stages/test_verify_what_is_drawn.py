"""Totals, the map, the charts, the timeline and claims that clash are held to their words like every other statement."""

import hashlib
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from briefing.language.places import find
from briefing.model import (
    Article,
    Bar,
    Briefing,
    Capture,
    Chapter,
    Chart,
    Coverage,
    Happening,
    Highlight,
    Opposed,
    Party,
    Passage,
    Report,
    Side,
    Spot,
    Statement,
    Tally,
    Total,
    When,
    Window,
)
from briefing.stages.cite import cite
from briefing.stages.verify import recheck, verify

DAY, BEFORE = date(2025, 3, 4), date(2025, 3, 3)
NOW = datetime(2025, 3, 5, 6, 30, tzinfo=UTC)
OFFICIAL, FOREIGN = Party(bloc="official", country="UA"), Party(bloc="official", country="RU")


def page(name: str, day: date, title: str, *paragraphs: str) -> tuple[Article, Capture]:
    body = "\n\n".join((title, *paragraphs)).encode()
    sha256 = hashlib.sha256(body).hexdigest()
    article = Article(
        id=name,
        capture=sha256,
        item=1,
        title=title,
        publisher="Brod Daily",
        published=When(day=day),
        language="en",
        paragraphs=paragraphs,
    )
    return article, Capture(sha256=sha256, name=f"{name}.txt", media_type="text/plain", body=body, fetched_at=NOW)


TODAY, TODAY_PAGE = page(
    "today",
    DAY,
    "Night of drones over Kherson",
    "The air force said 84 drones were launched and 61 shot down.",
    "Three people were killed in Kherson, the mayor said.",
    "The ministry denied that its drones had hit homes.",
    "Donors pledged €40 million for repairs.",
)
LAST, LAST_PAGE = page(
    "last", BEFORE, "A quieter night", "The air force said 36 drones were launched.", "A silo burned near Odesa."
)
CAPTURES = {capture.sha256: capture for capture in (TODAY_PAGE, LAST_PAGE)}


def says(article: Article, paragraph: int, words: str | None = None, day: date | None = None) -> Statement:
    text = article.title if paragraph == 0 else article.paragraphs[paragraph - 1]
    start = text.index(words) if words else 0
    where = Passage(article=article.id, paragraph=paragraph, start=start, end=start + len(words or text), sha256=article.capture)
    return Statement(text=words or text, passages=(where,), language="en", day=day)


def side(article, paragraph, words, said_by="air force", party=OFFICIAL, day=None, **fields):
    return Side(statement=says(article, paragraph, words, day), said_by=said_by, party=party, **fields)


TWO_NIGHTS = Total(
    label="Drones launched, Ukraine",
    kind="drones_launched",
    sides=(side(LAST, 1, "36", day=BEFORE, value=36.0), side(TODAY, 1, "84", day=DAY, value=84.0)),
    sum=120.0,
)
PLEDGED = Total(label="Money pledged", kind="money", sides=(side(TODAY, 4, "€40 million", "Brod Daily", None, value=4e7),))
KILLED = Tally(
    label="Killed",
    kind="killed",
    place="Kherson",
    event_date=DAY,
    relation="single",
    sides=(side(TODAY, 2, "Three", "mayor", value=3.0),),
)
KHERSON, ODESA = find("Kherson"), find("Odesa")
SPOTS = (
    Spot(place="Kherson", country="UA", latitude=KHERSON.latitude, longitude=KHERSON.longitude, tallies=(KILLED,)),
    Spot(place="Odesa", country="UA", latitude=ODESA.latitude, longitude=ODESA.longitude, statements=(says(LAST, 2),)),
)
TIMELINE = (
    Happening(day=BEFORE, place="Odesa", statement=says(LAST, 2), story="s"),
    Happening(day=DAY, place="Kherson", statement=says(TODAY, 2), story="s"),
)
CHART = Chart(
    label="Launched per day, Ukraine",
    days=(BEFORE, DAY),
    bars=(
        Bar(day=BEFORE, kind="drones_launched", side=side(LAST, 1, "36", value=36.0)),
        Bar(day=DAY, kind="drones_launched", side=side(TODAY, 1, "84", value=84.0)),
    ),
)
OPPOSED = Opposed(
    label="What was hit",
    sides=(
        side(TODAY, 2, None, "mayor"),
        side(TODAY, 3, None, "ministry", FOREIGN, stance="denied"),
    ),
)
REPORT = Report(
    story="s", headline=says(TODAY, 0), statements=(says(TODAY, 1),), opposed=(OPPOSED,), articles=("today", "last"), publishers=1
)
DRAFT = Briefing(
    profile="p",
    title="Daily",
    language="en",
    window=Window(first=BEFORE, last=DAY, start=NOW - timedelta(days=2), end=NOW, zone="UTC"),
    made_at=NOW,
    next_due=NOW,
    highlights=(Highlight(section="strikes", label="Strikes", statement=says(TODAY, 1)),),
    chapters=(Chapter(id="strikes", title="Strikes", reports=(REPORT,)),),
    totals=(TWO_NIGHTS, PLEDGED),
    tallies=(KILLED,),
    spots=SPOTS,
    charts=(CHART,),
    timeline=TIMELINE,
    articles=(TODAY, LAST),
)


def statements(value) -> list[Statement]:
    """Every statement that hangs anywhere on a value."""
    if isinstance(value, Statement):
        return [value]
    if isinstance(value, tuple):
        return [one for inner in value for one in statements(inner)]
    return [one for field in fields(value) for one in statements(getattr(value, field.name))] if is_dataclass(value) else []


def reasons(made: Briefing) -> str:
    return "; ".join(dropped.reason for dropped in verify(made, CAPTURES).coverage.checked.dropped)


def test_a_true_edition_passes_whole_and_every_statement_of_it_is_counted():
    kept = verify(DRAFT, CAPTURES)
    assert replace(kept, coverage=Coverage()) == DRAFT
    assert kept.coverage.checked.statements == len(set(statements(DRAFT)))


def test_no_place_where_a_statement_can_stand_is_forgotten_by_the_order_of_print():
    assert set(DRAFT.printed()) == set(statements(DRAFT))
    cited = cite(verify(DRAFT, CAPTURES))
    assert {(one.article, one.capture) for one in cited.references} == {
        (where.article, where.sha256) for one in statements(DRAFT) for where in one.passages
    }
    assert recheck(cited, CAPTURES).dropped == ()


def forged(value, old, new):
    """The same value with `new` in place of `old` wherever it hangs."""
    if value == old:
        return new
    if isinstance(value, tuple):
        return tuple(forged(inner, old, new) for inner in value)
    return (
        replace(value, **{field.name: forged(getattr(value, field.name), old, new) for field in fields(value)})
        if is_dataclass(value)
        else value
    )


@pytest.mark.parametrize("number", range(len(set(statements(DRAFT)))))
def test_a_forged_statement_is_printed_nowhere(number):
    true = list(dict.fromkeys(statements(DRAFT)))[number]
    false = replace(true, text=f"Ninety {true.text}")
    kept = verify(forged(DRAFT, true, false), CAPTURES)
    assert false not in statements(kept)
    assert false.text in [dropped.text for dropped in kept.coverage.checked.dropped]


def test_a_sum_that_is_not_that_of_its_sides_is_refused():
    made = replace(DRAFT, totals=(replace(TWO_NIGHTS, sum=130.0),))
    assert verify(made, CAPTURES).totals == ()
    assert "the sum 130 is not that of its values" in reasons(made)


def test_a_sum_that_lost_a_side_is_refused_with_it():
    false = replace(TWO_NIGHTS.sides[0], statement=replace(TWO_NIGHTS.sides[0].statement, text="39"))
    made = replace(DRAFT, totals=(replace(TWO_NIGHTS, sides=(false, TWO_NIGHTS.sides[1])),))
    assert verify(made, CAPTURES).totals == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda side: replace(side, statement=says(TODAY, 1, "61", DAY), value=61.0), "not of different days"),
        (lambda side: replace(side, statement=replace(side.statement, day=None)), "not of different days"),
        (lambda side: replace(side, party=FOREIGN), "different voices"),
        (lambda side: replace(side, value=35.0), "the value 35 is not a number of its words"),
        (lambda side: replace(side, value=None), "the sum 120 is not that of its values"),
        (lambda side: replace(side, said_by="navy"), "“navy” is not named by its article"),
    ],
)
def test_what_may_count_twice_or_is_nobodys_is_not_added_up(change, reason):
    made = replace(DRAFT, totals=(replace(TWO_NIGHTS, sides=(change(TWO_NIGHTS.sides[0]), TWO_NIGHTS.sides[1])),))
    assert verify(made, CAPTURES).totals == ()
    assert reason in reasons(made)


def test_a_number_of_our_own_in_a_label_or_note_is_refused():
    assert "the number 400 of the label" in reasons(replace(DRAFT, totals=(replace(PLEDGED, label="400 pledges"),)))
    assert "the number 7" in reasons(replace(DRAFT, totals=(replace(PLEDGED, note="the largest of 7"),)))
    assert "the number 9" in reasons(
        replace(
            DRAFT,
            chapters=(
                Chapter(id="c", title="C", reports=(replace(REPORT, opposed=(replace(OPPOSED, label="What hit 9 homes"),)),)),
            ),
        )
    )


def test_a_spot_lies_where_the_gazetteer_has_its_place_and_an_article_names_it():
    moved = replace(SPOTS[0], latitude=SPOTS[0].latitude + 1)
    assert verify(replace(DRAFT, spots=(moved,)), CAPTURES).spots == ()
    elsewhere = replace(SPOTS[0], place="Odesa", latitude=ODESA.latitude, longitude=ODESA.longitude)
    assert "none of its articles names Odesa" in reasons(replace(DRAFT, spots=(elsewhere,)))
    unknown = replace(SPOTS[0], place="Atlantis")
    assert "does not have Atlantis" in reasons(replace(DRAFT, spots=(unknown,)))


def test_a_spot_keeps_what_holds_of_it_and_goes_when_nothing_does():
    false = replace(SPOTS[0], statements=(replace(says(TODAY, 2), text="Thirty people were killed."),))
    assert verify(replace(DRAFT, spots=(false,)), CAPTURES).spots == (SPOTS[0],)
    assert verify(replace(DRAFT, spots=(replace(false, tallies=()),)), CAPTURES).spots == ()


@pytest.mark.parametrize(
    ("bar", "reason"),
    [
        (replace(CHART.bars[0], day=date(2025, 3, 1)), "is not a day of the chart"),
        (replace(CHART.bars[0], side=replace(CHART.bars[0].side, value=63.0)), "the value 63 is not a number of its words"),
        (replace(CHART.bars[0], side=replace(CHART.bars[0].side, value=None)), "there is no value to draw"),
        (replace(CHART.bars[0], day=DAY), "none of its articles was published on or speaks of"),
    ],
)
def test_a_bar_that_its_words_do_not_bear_is_not_drawn(bar, reason):
    made = replace(DRAFT, charts=(replace(CHART, bars=(bar, CHART.bars[1])),))
    assert verify(made, CAPTURES).charts == ()
    assert reason in reasons(made)


def test_an_entry_of_the_timeline_is_of_a_day_and_a_place_its_article_can_be_of():
    other_day = replace(TIMELINE[0], day=date(2025, 2, 1))
    other_place = replace(TIMELINE[0], place="Kherson")
    contradicted = replace(TIMELINE[0], statement=says(LAST, 2, day=DAY))
    for entry in (other_day, other_place, contradicted):
        assert verify(replace(DRAFT, timeline=(entry,)), CAPTURES).timeline == ()


def test_claims_that_clash_need_two_sides_each_named_by_its_article():
    alone = replace(OPPOSED, sides=(OPPOSED.sides[0], replace(OPPOSED.sides[1], said_by="navy")))
    made = replace(DRAFT, chapters=(Chapter(id="c", title="C", reports=(replace(REPORT, opposed=(alone,)),)),))
    kept = verify(made, CAPTURES)
    assert kept.chapters[0].reports[0].opposed == ()
    assert "“navy” is not named by its article" in reasons(made)


def test_a_label_may_name_a_type_that_its_sentence_names():
    typed = replace(KILLED, label="Drones launched (model 84)", kind="drones_launched", sides=(side(TODAY, 1, "84", value=84.0),))
    assert verify(replace(DRAFT, tallies=(typed,)), CAPTURES).tallies == (typed,)
    foreign = replace(typed, label="Drones launched (model 95)")
    assert "the number 95 of the label" in reasons(replace(DRAFT, tallies=(foreign,)))
