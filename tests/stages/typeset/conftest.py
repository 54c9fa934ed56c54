"""A day of invented news as a finished briefing, an empty day, and briefings whose every text is hostile."""

import hashlib
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from itertools import cycle
from zoneinfo import ZoneInfo

import pytest

from briefing.language.sentences import spans
from briefing.model import (
    Article,
    Briefing,
    Chapter,
    Checked,
    Coverage,
    Dropped,
    Failure,
    Highlight,
    LeftOut,
    Passage,
    Quoted,
    Reason,
    Reference,
    Report,
    Side,
    Statement,
    Tally,
    When,
    Window,
)

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


def sha256(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def at(hour, minute, day=12):
    moment = datetime(2025, 3, day, hour, minute, tzinfo=UTC)
    return When(day=moment.astimezone(KYIV).date(), at=moment, precision="minute", basis="structured", evidence="datePublished")


STATED = When(day=date(2025, 3, 12), basis="stated", evidence="12 March 2025")

ARTICLES = (
    Article(
        id="a1",
        capture=sha256("page 1"),
        item=1,
        title="Three killed as missiles and drones hit Izmail port for second night",
        publisher="Danube Courier",
        authors=("Iryna Halych", "Marek Dolny"),
        url="https://danube-courier.example/2025/03/12/izmail-port-second-night?edition=en&ref=front",
        published=at(5, 40),
        language="en",
        paragraphs=(
            "Missiles and drones struck the river port of Izmail before dawn on Wednesday, killing at least three people and setting a grain silo on fire, the regional administration said.",
            "It was the second attack on the port in two nights.",
            "Regional governor Stepan Hrytsenko said 11 people had been taken to hospital, two of them in a serious condition. “Crews worked under a second alarm,” he said.",
            "Air defence units brought down 17 of 24 drones and two of three missiles over the region, the Southern Air Command said in a morning statement.",
            "Port workers told the Courier that two cranes and some 40 wagons were damaged.",
        ),
    ),
    Article(
        id="a2",
        capture=sha256("page 2"),
        item=1,
        title="Izmail: four dead, port closed until Friday",
        publisher="Harbour Wire",
        url="https://harbourwire.example/izmail-four-dead",
        published=at(14, 5),
        language="en",
        agencies=("Southern Press Agency",),
        paragraphs=(
            "The death toll from the overnight strike on Izmail rose to four on Wednesday afternoon after rescuers recovered a body from the silo, the State Emergency Service said.",
            "Nearly 15 people were injured, according to the port authority.",
            "The port will stay closed until Friday while engineers check the quay walls.",
        ),
    ),
    Article(
        id="a3",
        capture=sha256("page 3"),
        item=1,
        title="Ізмаїл: під завалами елеватора знайшли тіло четвертого загиблого",
        publisher="Дунайський вісник",
        authors=("Ґалина Їжакевич",),
        url="https://visnyk.example/новини/ізмаїл-елеватор",
        published=STATED,
        language="uk",
        paragraphs=(
            "Рятувальники знайшли під завалами зерносховища тіло ще однієї людини, повідомила речниця обласного управління Ганна Щербань.",
            "За її словами, збитки попередньо оцінюють у 310 млн ₴; об’єкт № 7 відновленню не підлягає.",
        ),
    ),
    Article(
        id="a4",
        capture=sha256("page 4"),
        item=1,
        title="Минобороны: поражены склады в порту на Дунае",
        publisher="Северный телеграф",
        url="https://telegraf.example/news/8841",
        published=When(
            day=date(2025, 3, 12),
            basis="inferred",
            evidence="the text says “in the night to Wednesday” and was received on 12 March",
        ),
        language="ru",
        paragraphs=(
            "Удары были нанесены только по военным складам, говорится в сообщении ведомства; ещё раз подтверждено, что гражданские объекты целями не являлись.",
        ),
    ),
    Article(
        id="a5",
        capture=sha256("page 5"),
        item=1,
        title="Power back in most of Sumy after glide-bomb attack",
        publisher=None,
        published=None,
        language="en",
        paragraphs=(
            "Electricity was restored to about 38,000 of 52,000 households in Sumy by Wednesday evening, the grid operator said, a day after glide bombs hit a substation.",
            "Hospitals ran on generators for nine hours.",
        ),
        notes=("The page carries no publication date and names no publisher.",),
    ),
    Article(
        id="a6",
        capture=sha256("page 6"),
        item=1,
        title="Finance ministers agree on €2.4 billion bridge loan for Kyiv",
        publisher="Brussels Ledger",
        authors=("Anneke Vos",),
        url="https://ledger.example/economy/bridge-loan",
        published=at(16, 30),
        language="en",
        paragraphs=(
            "European finance ministers agreed on Wednesday to lend Ukraine €2.4 billion for the spring months, a sum meant to cover pensions and salaries until the next tranche of a larger facility is released.",
            "“This is a bridge, and bridges must lead somewhere,” said the Dutch minister, Pieter Hoekman, who had held out for stricter audit terms.",
            "The first half will be paid by 28 March if the parliament in Kyiv passes two audit bills, diplomats said.",
        ),
    ),
    Article(
        id="a7",
        capture=sha256("page 7"),
        item=2,
        title="Loan details: audit bills come first",
        publisher="Brussels Ledger",
        url="https://ledger.example/live/12-march#item-2",
        published=at(17, 2),
        language="en",
        kind="entry",
        paragraphs=("Two officials put the loan at €2.3 billion after fees; the ministry’s own note says €2.4 billion.",),
        notes=("The page dates itself “Thursday, 12 March”; 12 March 2025 was a Wednesday.",),
    ),
    Article(
        id="a8",
        capture=sha256("page 8"),
        item=1,
        title="Exchange of 150 prisoners for 150 brokered by Emirates",
        publisher="Gulf & Levant Review",
        url="https://review.example/exchange-150",
        published=at(11, 15),
        language="en",
        paragraphs=(
            "Ukraine and Russia exchanged 150 prisoners each on Wednesday in a swap brokered by the United Arab Emirates, officials on both sides said.",
            "Among those returned to Ukraine were 22 people held since the spring of 2022, many of them underweight and in need of treatment, the coordination staff said.",
        ),
    ),
    Article(
        id="a9",
        capture=sha256("page 9"),
        item=1,
        title="Alliance orders 120,000 shells in joint contract",
        publisher="Danube Courier",
        authors=("Marek Dolny",),
        url="https://danube-courier.example/2025/03/12/shells",
        published=at(13, 20),
        language="en",
        paragraphs=(
            "NATO’s procurement agency signed a contract worth more than $600 million for 120,000 artillery shells on Wednesday, on behalf of four members.",
            "Deliveries begin in the autumn of 2026, the agency’s director told reporters; “nobody should expect a shell next week.”",
        ),
    ),
    Article(
        id="a10",
        capture=sha256("page 10"),
        item=1,
        title="Baltic air policing: jets scrambled four times in a week",
        publisher="Harbour Wire",
        url="https://harbourwire.example/baltic-scramble",
        published=When(day=date(2025, 3, 1), precision="month", basis="stated", evidence="March 2025"),
        language="en",
        paragraphs=(
            "Allied fighters took off four times in seven days to identify aircraft flying without transponders near Estonia, Lithuania’s defence ministry said.",
        ),
    ),
    Article(
        id="a11",
        capture=sha256("page 11"),
        item=1,
        title="Ministers to meet in Vilnius on corridor for damaged rail wagons",
        publisher="Harbour Wire",
        url="javascript:alert(1)",
        published=STATED,
        updated=at(18, 0),
        language="en",
        paragraphs=(
            "Transport ministers of five countries meet in Vilnius on Friday to discuss how damaged wagons reach repair yards abroad.",
        ),
    ),
)
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


def printed_statements(highlights, tallies, chapters):
    for highlight in highlights:
        yield highlight.statement
    for tally in tallies:
        yield from (side.statement for side in tally.sides)
    for chapter in chapters:
        for made in chapter.reports:
            yield from made.statements
            for tally in made.differences:
                yield from (side.statement for side in tally.sides)
            yield made.headline


def references(highlights, tallies, chapters):
    """Numbered as articles are first cited from top to bottom, each passage widened to its sentences, as the cite stage does."""
    quoted = {}
    for statement in printed_statements(highlights, tallies, chapters):
        for spot in statement.passages:
            spots = quoted.setdefault(spot.article, set())
            if spot.paragraph:
                paragraph = BY_ID[spot.article].paragraphs[spot.paragraph - 1]
                inside = [(a, b) for a, b in spans(paragraph, BY_ID[spot.article].language) if a < spot.end and spot.start < b]
                spots.add((spot.paragraph, inside[0][0], inside[-1][1]))
    return tuple(
        Reference(
            number=number,
            article=article,
            quoted=tuple(Quoted(paragraph=n, text=BY_ID[article].paragraphs[n - 1][start:end]) for n, start, end in sorted(spots)),
        )
        for number, (article, spots) in enumerate(quoted.items(), 1)
    )


def failure(subject, reason, kind="failed"):
    return Failure(stage="extract", subject=subject, reason=reason, at=MADE, kind=kind)


COVERAGE = Coverage(
    captures=19,
    articles=14,
    entries=6,
    publishers=7,
    origins=6,
    failures=(
        failure("inbox/scan-0312.html.gz", "the file ends in the middle of its compressed data"),
        failure("https://slow.example/feed", "no answer within 30 seconds"),
        failure("inbox/consent.html", "a consent page, no article", "rejected"),
        failure("inbox/index.html", "an index of links, no article", "rejected"),
        failure("inbox/section.html", "an index of links, no article", "rejected"),
    ),
    left_out=(
        LeftOut(
            title="Port strike: what we know so far",
            publisher="Harbour Wire",
            url="https://harbourwire.example/what-we-know",
            reason="says again what [2] says",
        ),
        LeftOut(
            title="Analysis: a war of silos", publisher="Danube Courier", url=None, reason="beyond the ten stories a section holds"
        ),
    ),
    others=(
        LeftOut(
            title="Odesa philharmonic opens its season by candlelight",
            publisher="Danube Courier",
            url="https://danube-courier.example/philharmonic",
            reason="no term of any section",
        ),
        LeftOut(
            title="Ціни на яблука зросли вдруге за місяць",
            publisher="Дунайський вісник",
            url="https://visnyk.example/яблука",
            reason="no term of any section",
        ),
    ),
    checked=Checked(
        statements=31,
        numbers=24,
        names=42,
        quotations=5,
        dropped=(Dropped(text="Some 400 wagons were damaged.", reason="the number 400 does not stand in the passage"),),
    ),
    notes=("Two publishers belong to one owner and are counted as one origin.",),
)


@pytest.fixture(scope="session")
def sample_day():
    return Briefing(
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
        references=references(HIGHLIGHTS, TALLIES, CHAPTERS),
        articles=ARTICLES,
    )


@pytest.fixture(scope="session")
def empty_day():
    return Briefing(profile="ukraine", title="Ukraine daily briefing", language="en", window=WINDOW, made_at=MADE, next_due=DUE)


FOREIGN = {"title", "publisher", "authors", "agencies", "url", "text", "label", "said_by", "note", "notes", "reason", "subject"}
FOREIGN |= {"what", "evidence", "place", "paragraphs", "language"}


@pytest.fixture(scope="session")
def small_day(sample_day):
    """The sample day with one story: enough to print every kind of thing, quick to set."""
    chapter = replace(sample_day.chapters[0], reports=sample_day.chapters[0].reports[:1])
    return replace(
        sample_day,
        highlights=HIGHLIGHTS[:1],
        chapters=(chapter,),
        tallies=(KILLED,),
        references=references(HIGHLIGHTS[:1], (KILLED,), (chapter,)),
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
