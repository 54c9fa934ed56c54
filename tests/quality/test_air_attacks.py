"""Launched and shot down, night by night, against the table kept from the Ukrainian Air Force's posts.

The open articles name few such numbers while the table runs (September 2022 to November 2023); they are compared and printed. So
that numbers and nights are tried on more than those, reports of our own wording are made of every row and measured. The table's
day is that on which a night ends, as is ours.
"""

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from briefing.language.places import find
from briefing.model import Article, Figure, When
from briefing.stages.measure import measure

DATA = Path(__file__).parents[3] / "shared" / "data"
COLUMNS = {
    "missiles_launched": "missile_launched",
    "missiles_shot_down": "missile_destroyed",
    "drones_launched": "strike_uav_launched",
    "drones_shot_down": "strike_uav_destroyed",
}
ENGLISH = "January February March April May June July August September October November December".split()
UKRAINIAN = "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня".split()
RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
Row = dict[str, int]


def table() -> dict[date, Row]:
    path = DATA / "air_attacks_daily_to_2023-11.tsv"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    with path.open(encoding="utf-8") as lines:
        return {
            date.fromisoformat(row["date"]): {kind: int(row[column]) for kind, column in COLUMNS.items()}
            for row in csv.DictReader(lines, delimiter="\t")
        }


def article(text: str, published: date, language: str = "en") -> Article:
    return Article(
        id="a",
        capture="c",
        item=1,
        title="The night in numbers",
        publisher=None,
        published=When(day=published),
        language=language,
        paragraphs=tuple(part.strip() for part in text.split("\n") if part.strip()),
    )


# -- reports of our own wording ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Words:
    """How one language tells of a night: the opening of what was sent, of what was shot down, and the nouns for one and more."""

    sent: str
    downed: str
    missiles: tuple[str, ...]
    drones: tuple[str, ...]
    conjunction: str
    language: str


WORDS = {
    "en": Words(
        sent="Russia launched",
        downed="Air defences shot down",
        missiles=("missile", "missiles"),
        drones=("drone", "drones"),
        conjunction=" and ",
        language="en",
    ),
    "uk": Words(
        sent="Росія випустила",
        downed="Сили ППО збили",
        missiles=("ракету", "ракети", "ракет"),
        drones=("дрон", "дрони", "дронів"),
        conjunction=" та ",
        language="uk",
    ),
    "ru": Words(
        sent="Россия выпустила",
        downed="Силы ПВО сбили",
        missiles=("ракету", "ракеты", "ракет"),
        drones=("дрон", "дрона", "дронов"),
        conjunction=" и ",
        language="ru",
    ),
}


def counted(number: int, nouns: tuple[str, ...]) -> str:
    if len(nouns) == 2:
        return f"{number} {nouns[number != 1]}"
    tens, ones = divmod(number, 10)
    form = 2 if tens % 10 == 1 or ones in (0, 5, 6, 7, 8, 9) else 0 if ones == 1 else 1
    return f"{number} {nouns[form]}"


def told(words: Words, row: Row, opening: str) -> str:
    sent = [counted(row["missiles_launched"], words.missiles)] * bool(row["missiles_launched"])
    sent += [counted(row["drones_launched"], words.drones)] * bool(row["drones_launched"])
    downed = [counted(row["missiles_shot_down"], words.missiles)] * bool(row["missiles_shot_down"])
    downed += [counted(row["drones_shot_down"], words.drones)] * bool(row["drones_shot_down"])
    text = f"{opening} {words.sent} {words.conjunction.join(sent)}."
    return text + (f" {words.downed} {words.conjunction.join(downed)}." if downed else "")


def openings(day: date) -> Iterator[tuple[str, str, int]]:
    """(language, opening, days from the night's end to publication) of the ways in which a night is dated."""
    eve = day - timedelta(days=1)
    month = ENGLISH[day.month - 1]
    yield "en", "Overnight,", 0
    yield "en", f"On {day:%A} morning,", 1
    yield "en", f"In the early hours of {day:%A}", 3
    yield "en", f"Overnight into {day:%A},", 0
    yield "en", f"On {month} {day.day},", 5
    yield "en", f"In the night of {eve.day} {ENGLISH[eve.month - 1]} to {day.day} {month},", 1
    yield "en", f"On the night of {ENGLISH[eve.month - 1]} {eve.day} to {month} {day.day},", 0
    yield "uk", f"У ніч на {day.day} {UKRAINIAN[day.month - 1]}", 0
    yield "uk", f"{day.day} {UKRAINIAN[day.month - 1]}", 4
    yield "ru", f"В ночь на {day.day} {RUSSIAN[day.month - 1]}", 0
    yield "ru", f"{day.day} {RUSSIAN[day.month - 1]} {day.year} года", 40


@pytest.mark.slow
def test_reports_of_every_night_in_the_table_give_its_numbers_on_its_day():
    right = wrong = 0
    for day, row in table().items():
        if not row["missiles_launched"] + row["drones_launched"]:
            continue
        wanted = {(kind, number, day) for kind, number in row.items() if number}
        for language, opening, later in openings(day):
            text = told(WORDS[language], row, opening)
            figures = measure([article(text, day + timedelta(days=later), language)])
            found = {(figure.kind, int(figure.value), figure.event_date) for figure in figures}
            right += len(wanted & found)
            wrong += len(wanted ^ found)
            if wanted != found and wrong < 60:
                print(text, sorted(map(str, wanted ^ found)))
    print(f"{right} of {right + wrong} right")
    assert right / (right + wrong) >= 0.98


# -- the open articles -------------------------------------------------------------------------------------------------------


def nights(rows: dict[date, Row]) -> Iterator[tuple[Figure, int]]:
    """(figure, the table's number) of every figure of arms in the open articles that is placed in Ukraine and dated to a day of the table."""
    path = DATA / "articles_dev.jsonl.gz"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            published = date.fromisoformat(record["date"][:10])
            if not min(rows) <= published <= max(rows) + timedelta(days=3):
                continue
            for figure in measure([article(record["text"], published)]):
                place = find(figure.place) if figure.place else None
                in_ukraine = place is not None and place.country == "UA"  # the other side's nights are not in the table
                if figure.kind in COLUMNS and figure.event_date in rows and in_ukraine:
                    yield figure, rows[figure.event_date][figure.kind]


def agrees(figure: Figure, number: int) -> bool:
    """Whether the table's number is what the sentence says, its qualifier and round numbers in words ("three dozen") allowed for."""
    value = figure.value
    if figure.value == number or (figure.value_max and value <= number <= figure.value_max):
        return True
    if figure.qualifier in ("at least", "more than"):
        return value <= number <= 1.2 * value
    if figure.qualifier in ("about", "nearly", "up to", "less than") or "dozen" in figure.written:
        return abs(value - number) <= 0.1 * value
    return False


def test_the_open_articles_agree_with_the_table_on_the_nights_they_tell_of():
    compared = list(nights(table()))
    for figure, number in compared:
        print(agrees(figure, number), figure.event_date, figure.kind, figure.written, f"table: {number}")
    assert compared, "no article tells of a night of the table"
    assert sum(agrees(figure, number) for figure, number in compared) / len(compared) >= 0.9
