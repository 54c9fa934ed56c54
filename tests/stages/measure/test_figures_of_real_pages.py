"""How many of the figures marked by hand in real pages are found, with floors that may not be lowered silently."""

import json
from datetime import date
from pathlib import Path

import pytest

from briefing.model import Article, Figure, When
from briefing.stages.measure import measure

SHARED = Path(__file__).parents[4] / "shared"
ONE_OF = {
    "hospitalised": "injured",
    "apartment_buildings_damaged": "buildings_damaged",
    "private_homes_damaged": "buildings_damaged",
}
FIRM = ("killed", "injured", "missiles_launched", "missiles_shot_down", "drones_launched", "drones_shot_down", "money")


def pages(name: str) -> list[dict]:
    path = SHARED / "gold" / name
    if not path.exists():
        pytest.skip(f"{path} is not there")
    text = path.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line] if name.endswith("l") else json.loads(text)["pages"]


def articles(page: dict, folder: Path) -> list[tuple[Article, list[dict]]]:
    scraped = ["", *(folder / page["file"]).read_text(encoding="utf-8", errors="replace").split("\n")]
    made = []
    for number, item in enumerate(page["items"]):
        numbers = [n for span in item["body"] for n in ([span] if isinstance(span, int) else range(span[0], span[1] + 1))]
        day = item["published"][0] if isinstance(item["published"], list) else item["published"]
        made.append(
            (
                Article(
                    id=page["file"],
                    capture="c",
                    item=number,
                    title=item["title"] or "",
                    publisher=page["publisher"],
                    published=When(day=date.fromisoformat(day[:10])) if day else None,
                    paragraphs=tuple(scraped[n].strip() for n in numbers if scraped[n].strip()),
                ),
                [figure for figure in item.get("figures", []) if isinstance(figure["value"], int | float)],
            )
        )
    return made


def found(wanted: dict, figures: tuple[Figure, ...]) -> bool:
    kind = ONE_OF.get(wanted["kind"], wanted["kind"])
    return any(
        wanted["value"] in (figure.value, figure.value_max) and (kind not in FIRM or figure.kind == kind) for figure in figures
    )


def share(name: str, folder: str) -> float:
    hits = [
        found(wanted, measure([one]))
        for page in pages(name)
        for one, figures in articles(page, SHARED / folder)
        for wanted in figures
    ]
    return sum(hits) / len(hits)


def test_every_figure_of_the_sample_pages_is_found():
    assert share("seeds.json", "seeds") == 1.0


def test_most_figures_of_the_development_pages_are_found():
    assert share("pages_dev.jsonl", "data/pages_dev") >= 0.9
