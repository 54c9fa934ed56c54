"""A day of invented news as a finished briefing, an empty day, and briefings whose every text is hostile."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from itertools import cycle
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from briefing.model import (
    Article,
    Briefing,
    Changes,
    Chapter,
    Correction,
    Coverage,
    Earlier,
    Highlight,
    Passage,
    Reason,
    Report,
    Side,
    Statement,
    Tally,
    Window,
)
from briefing.stages.cite import cite

KYIV = ZoneInfo("Europe/Kyiv")
WINDOW = Window(
    first=date(2025, 3, 12),
    last=date(2025, 3, 12),
    start=datetime(2025, 3, 12, 6, 0, tzinfo=KYIV),
    end=datetime(2025, 3, 13, 6, 0, tzinfo=KYIV),
    zone="Europe/Kyiv",
)
MADE = datetime(2025, 3, 13, 6, 30, tzinfo=KYIV)
DUE = datetime(2025, 3, 14, 6, 30, tzinfo=KYIV)
ARTICLES = msgspec.json.decode((Path(__file__).parent / "articles.json").read_bytes(), type=tuple[Article, ...])
BY_ID = {article.id: article for article in ARTICLES}


def passage(article, paragraph, text):
    whole = BY_ID[article].paragraphs[paragraph - 1] if paragraph else BY_ID[article].title
    start = whole.index(text)
    return Passage(article=article, paragraph=paragraph, start=start, end=start + len(text), sha256=BY_ID[article].capture)


def said(article, paragraph, text=None, printed=None, own=()):
    whole = BY_ID[article].paragraphs[paragraph - 1] if paragraph else BY_ID[article].title
    return Statement(
        text=printed or text or whole,
        passages=(passage(article, paragraph, text or whole),),
        own=own,
        language=BY_ID[article].language,
    )


def side(article, paragraph, text, said_by, day):
    return Side(statement=said(article, paragraph, text), said_by=said_by, as_of=day)


TWELFTH = date(2025, 3, 12)
KILLED = Tally(
    label="Killed, Izmail",
    kind="killed",
    place="Izmail",
    event_date=TWELFTH,
    relation="revised",
    sides=(
        side("a1", 1, "at least three", "regional administration", TWELFTH),
        side("a2", 1, "four", "State Emergency Service", TWELFTH),
    ),
    note="Later source higher: at least three → four.",
)
INJURED = Tally(
    label="Injured",
    kind="injured",
    place="Izmail",
    event_date=TWELFTH,
    relation="differs",
    sides=(
        side("a1", 3, "11", "Governor Stepan Hrytsenko", TWELFTH),
        side("a2", 2, "Nearly 15", "port authority", TWELFTH),
    ),
)
TARGET = Tally(
    label="What was hit in Izmail",
    kind="other",
    place="Izmail",
    event_date=None,
    relation="contested",
    sides=(
        side("a1", 1, "setting a grain silo on fire", "regional administration", TWELFTH),
        side("a4", 1, "только по военным складам", "Russia’s defence ministry", TWELFTH),
    ),
)
LOAN = Tally(
    label="Bridge loan",
    kind="money",
    place=None,
    event_date=None,
    relation="differs",
    sides=(
        side("a6", 1, "€2.4 billion", "finance ministers", TWELFTH),
        side("a7", 1, "€2.3 billion", "two officials, after fees", TWELFTH),
    ),
)


def single(label, kind, article, paragraph, text, said_by, place=None, event=TWELFTH):
    return Tally(
        label=label,
        kind=kind,
        place=place,
        event_date=event,
        relation="single",
        sides=(side(article, paragraph, text, said_by, TWELFTH),),
    )


TALLIES = (
    KILLED,
    INJURED,
    single("Drones shot down", "drones_shot_down", "a1", 4, "17 of 24", "Southern Air Command", "Odesa region"),
    single("Missiles shot down", "missiles_shot_down", "a1", 4, "two of three", "Southern Air Command", "Odesa region"),
    single("Damage", "money", "a3", 2, "310 млн ₴", "Ганна Щербань", "Izmail"),
    single("Households with power again", "without_power", "a5", 1, "about 38,000 of 52,000", "grid operator", "Sumy", None),
    LOAN,
    single("Prisoners exchanged", "captured", "a8", 1, "150 prisoners each", "officials on both sides", None),
    single("Artillery shells ordered", "equipment", "a9", 1, "120,000", "NATO’s procurement agency", None, None),
)


def report(name, headline, statements, articles, differences=(), why=(), also=(), origins=None):
    publishers = {BY_ID[article].publisher for article in articles}
    return Report(
        story=name,
        headline=said(headline, 0),
        statements=statements,
        differences=differences,
        articles=articles,
        publishers=len(publishers),
        origins=origins or tuple(sorted(publisher or "?" for publisher in publishers)),
        why=tuple(Reason(what=what, weight=1.0) for what in why),
        also=also,
    )


CHAPTERS = (
    Chapter(
        id="strikes",
        title="Strikes",
        reports=(
            report(
                "s1",
                "a1",
                (
                    said("a1", 1),
                    said("a2", 1),
                    said(
                        "a1",
                        3,
                        "Regional governor Stepan Hrytsenko said 11 people had been taken to hospital, two of them in a serious condition.",
                    ),
                    said("a1", 3, "“Crews worked under a second alarm,” he said."),
                    said("a1", 4),
                    said("a3", 2),
                    said("a2", 3),
                ),
                ("a1", "a2", "a3", "a4"),
                differences=(KILLED, INJURED, TARGET),
                why=("missiles", "drones", "air defence", "killed", "silo"),
            ),
            report("s2", "a5", (said("a5", 1), said("a5", 2)), ("a5",), why=("glide bombs", "substation")),
        ),
    ),
    Chapter(
        id="aid-and-diplomacy",
        title="Aid and diplomacy",
        reports=(
            report(
                "s3",
                "a6",
                (said("a6", 1), said("a6", 2), said("a6", 3)),
                ("a6", "a7"),
                differences=(LOAN,),
                why=("finance ministers", "loan", "tranche"),
            ),
            report("s4", "a8", (said("a8", 1), said("a8", 2)), ("a8",), why=("exchange", "prisoners"), also=("strikes",)),
            report("s5", "a11", (said("a11", 1),), ("a11",), why=("ministers", "meet")),
        ),
    ),
    Chapter(
        id="nato",
        title="NATO",
        reports=(
            report(
                "s6", "a9", (said("a9", 1), said("a9", 2)), ("a9",), why=("NATO", "contract", "shells"), also=("aid-and-diplomacy",)
            ),
            report("s7", "a10", (said("a10", 1),), ("a10",), why=("allied fighters", "defence ministry")),
        ),
    ),
    Chapter(id="other-fronts", title="Other fronts"),
)
HIGHLIGHTS = (
    Highlight(
        section="strikes",
        label="Strikes",
        statement=Statement(
            text="The death toll from the overnight strike on Izmail rose to four on Wednesday afternoon, the State Emergency Service said.",
            passages=(
                passage("a2", 1, "The death toll from the overnight strike on Izmail rose to four on Wednesday afternoon"),
                passage("a2", 1, ", the State Emergency Service said."),
            ),
            language="en",
        ),
    ),
    Highlight(section="aid-and-diplomacy", label="Aid and diplomacy", statement=said("a8", 1)),
    Highlight(section="nato", label="NATO", statement=said("a9", 1)),
)


COVERAGE = msgspec.json.decode((Path(__file__).parent / "coverage.json").read_bytes(), type=Coverage)


@pytest.fixture(scope="session")
def sample_day():
    return cite(
        Briefing(
            profile="ukraine",
            title="Ukraine daily briefing",
            language="en",
            window=WINDOW,
            made_at=MADE,
            next_due=DUE,
            highlights=HIGHLIGHTS,
            chapters=CHAPTERS,
            tallies=TALLIES,
            coverage=COVERAGE,
            articles=ARTICLES,
        )
    )


@pytest.fixture(scope="session")
def empty_day():
    return Briefing(profile="ukraine", title="Ukraine daily briefing", language="en", window=WINDOW, made_at=MADE, next_due=DUE)


TENTH, ELEVENTH = date(2025, 3, 10), date(2025, 3, 11)


def earlier(headline, day=ELEVENTH, thread="t-0000000000", section="strikes"):
    return Earlier(thread=thread, edition=day.isoformat(), day=day, headline=headline, section=section)


def whole(article, paragraph):
    text = article.paragraphs[paragraph - 1]
    spot = Passage(article=article.id, paragraph=paragraph, start=0, end=len(text), sha256=article.capture)
    return Statement(text=text, passages=(spot,), language=article.language)


def reread(article, capture, *paragraphs):
    """Another reading of an article's page."""
    return replace(article, capture=capture * 64, paragraphs=paragraphs)


@pytest.fixture(scope="session")
def corrections(sample_day):
    """A number corrected, a sentence withdrawn, a toll that rose; and the readings they were printed from."""
    known = {article.id: article for article in sample_day.articles}
    jets = reread(known["a10"], "b", known["a10"].paragraphs[0].replace("four times", "fourteen times"))
    shells = reread(known["a9"], "c", *known["a9"].paragraphs, "Two more members will join the contract by the end of March.")
    port = reread(known["a2"], "d", "Izmail’s port authority counted two dead on Tuesday night.")
    made = (
        Correction(before=earlier("Jets scrambled"), printed=whole(jets, 1), now=whole(known["a10"], 1)),
        Correction(before=earlier("Shells ordered", TENTH), printed=whole(shells, 3), kind="withdrawn"),
        Correction(before=earlier("Izmail hit"), printed=whole(port, 1), now=whole(known["a2"], 1), kind="grown"),
    )
    return made, (jets, shells, port)


@pytest.fixture(scope="session")
def later_day(sample_day, corrections):
    """The sample day as the edition after others: three updates, the rest new, five stories without news, one dropped."""
    taken_back, readings = corrections
    known = tuple(
        earlier(headline, day)
        for headline, day in (
            ("Grid operator warns of cuts in three regions", ELEVENTH),
            ("Talks on a grain corridor go into a second week", ELEVENTH),
            ("Court in Odesa hears the case of the harbour pilots", TENTH),
            ("Bridge at Vylkove closed to lorries", TENTH),
            ("Estonia’s border guard finds buoys adrift", date(2025, 3, 7)),
        )
    )
    before = {
        "s1": (earlier("Izmail hit", ELEVENTH), earlier("Izmail", TENTH)),
        "s3": (earlier("Loan"),),
        "s4": (earlier("Swap", date(2024, 12, 30)),),
    }
    chapters = tuple(
        replace(
            chapter,
            reports=tuple(
                replace(
                    report,
                    thread=f"t-{report.story}",
                    news="update" if report.story in before else "new",
                    before=before.get(report.story, ()),
                    statements=report.statements[-2:] if report.story in before else report.statements,
                    rank_why=(Reason(what="3 independent sources", weight=1.0), Reason(what="4 killed", weight=0.8)),
                )
                for report in chapter.reports
            ),
        )
        for chapter in sample_day.chapters
    )
    changes = Changes(
        since="2025-03-11",
        day=ELEVENTH,
        new=4,
        updated=3,
        known=known,
        dropped=(earlier("Ferry timetable changed"),),
        corrections=taken_back,
    )
    tallies = (replace(sample_day.tallies[0], news="update"), *sample_day.tallies[1:])
    return cite(
        replace(sample_day, chapters=chapters, tallies=tallies, changes=changes, articles=(*sample_day.articles, *readings))
    )


FOREIGN = {"title", "publisher", "authors", "agencies", "url", "text", "label", "said_by", "note", "notes", "reason", "subject"}
FOREIGN |= {"what", "evidence", "place", "paragraphs", "language", "headline"}


@pytest.fixture(scope="session")
def several_days():
    """Three days as one edition: totals that add up, a map, a timeline, a chart, claims that clash."""
    return msgspec.json.decode((Path(__file__).parent / "several_days.json").read_bytes(), type=Briefing)


@pytest.fixture(scope="session")
def small_day(later_day, several_days):
    """The later day with one story: enough to print every kind of thing, quick to set."""
    one = replace(later_day.chapters[0].reports[0], opposed=several_days.chapters[0].reports[0].opposed)
    return cite(
        replace(
            later_day,
            highlights=later_day.highlights[:1],
            chapters=(replace(later_day.chapters[0], reports=(one,)),),
            totals=several_days.totals[:1] + several_days.totals[3:4],
            tallies=later_day.tallies[:1],
            spots=several_days.spots[1:],
            charts=several_days.charts,
            timeline=several_days.timeline[:2],
            articles=(*later_day.articles, *several_days.articles),
        )
    )


@pytest.fixture(scope="session")
def poisoned():
    """A function: a briefing with every text of a source, and every text made from one, taken from a list in turn."""

    def poison(value, words):
        if is_dataclass(value):
            changed = {}
            for field in fields(value):
                inner = getattr(value, field.name)
                if isinstance(inner, str) and field.name in FOREIGN:
                    changed[field.name] = next(words)
                elif isinstance(inner, tuple) and field.name in FOREIGN:
                    changed[field.name] = tuple(next(words) for _ in inner)
                else:
                    changed[field.name] = poison(inner, words)
            return replace(value, **changed)
        if isinstance(value, tuple):
            return tuple(poison(inner, words) for inner in value)
        return value

    return lambda briefing, words: poison(briefing, cycle(words))
