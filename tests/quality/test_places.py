"""The place of figures in open news, against what a reader of the article would say.

`place_labels.tsv` holds figures drawn at random with seeds from the articles, judged by hand. A place left open is better than a wrong
one, so both shares are held.
"""

import gzip
import hashlib
import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from briefing.language.places import find, within
from briefing.model import Article, When
from briefing.stages.measure import measure

ARTICLES = Path(__file__).parents[3] / "shared" / "data" / "articles_dev.jsonl.gz"
LABELS = Path(__file__).with_name("place_labels.tsv")


class Label(NamedTuple):
    """One judged figure: the address of its sentence, what it counts, and where."""

    article: str
    paragraph: int
    start: int
    kind: str
    value: float
    place: str
    drawn: str


@cache
def labels() -> tuple[Label, ...]:
    lines = [line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return tuple(
        Label(article, int(paragraph), int(start), kind, float(value), place, drawn)
        for article, paragraph, start, kind, value, place, drawn in lines
    )


@cache
def found() -> dict[tuple[str, int, int, str, float], str | None]:
    """The place measured for each figure of the judged articles."""
    if not ARTICLES.exists():
        pytest.skip(f"{ARTICLES} is not there")
    wanted = {label.article for label in labels()}
    places: dict[tuple[str, int, int, str, float], str | None] = {}
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            name = hashlib.sha256(str(row["id"]).encode()).hexdigest()[:16]
            if name not in wanted:
                continue
            article = Article(
                id=name,
                capture="c",
                item=0,
                title=row["title"] or "",
                publisher=None,
                published=When(day=date.fromisoformat(row["date"][:10])) if row["date"] else None,
                language="en",
                paragraphs=tuple(text for paragraph in row["text"].split("\n") if (text := paragraph.strip())),
            )
            for figure in measure([article]):
                address = (name, figure.passage.paragraph, figure.passage.start, figure.kind, figure.value)
                places.setdefault(address, figure.place)
    return places


def judged() -> Counter[str]:
    """How many labelled figures have the right place, none, a place around or inside the right one, another."""
    results: Counter[str] = Counter()
    for label in labels():
        address = label[:5]
        if address not in found():
            results["no such figure"] += 1
            continue
        place = found()[address]
        if place == label.place or (place is None and label.place == "-"):
            results["right"] += 1
        elif place is None:
            results["open"] += 1
        elif label.place != "-" and (within(place, label.place) or within(label.place, place)):
            results["coarse"] += 1
        else:
            results["wrong"] += 1
    return results


@pytest.mark.slow
def test_places_of_figures_are_right_or_left_open():
    results = judged()
    known = sum(results.values()) - results["no such figure"]
    print(results)
    assert known >= 0.8 * len(labels())
    assert results["right"] / known >= 0.88
    assert results["wrong"] / known <= 0.04


def test_every_label_is_a_place_the_gazetteer_knows_by_that_name():
    places = {label.place for label in labels()} - {"-"}
    assert {place for place in places if (known := find(place)) is None or known.name != place} == set()
