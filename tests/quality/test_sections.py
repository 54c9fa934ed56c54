"""How well sections are told apart, by the built-in profile and by one on floods; a floor may only rise.

Gold: the labels of the sample pages and of other pages; `section_labels.tsv`, feed items and articles labelled by hand before
any was classified (identities and labels alone, the texts are their publishers'); news sentences coded by hand.

| set | what it is | main | main or also |
|---|---|---|---|
| sample pages | tuned on | 13/13 | 13/13 |
| other pages | seen when the terms were written | 45/53 | 50/53 |
| war-tuned | its mistakes were looked at | 79/100 | 96/100 |
| war-read | read for labelling before the terms were written, its mistakes never looked at | 78/100 | 94/100 |
| war-held | drawn and labelled when the terms stood; general words were taken out afterwards | 50/71 | 66/71 |
| floods-seen, floods-held | headlines that say flood, quake, storm or landslide; the profile was written once and not changed | 47/60, 41/50 | 51/60, 47/50 |

Before: 43/53 and 48/53 on the other pages, 58/100 and 80/100, 69/100 and 89/100, 48/71 and 65/71 on the three war sets.
Precision and recall of the main section on war-read and war-held together: strikes 20/28 and 20/32, aid and diplomacy 65/86
and 65/72, NATO 2/2 and 2/4 (too few to say), other 41/55 and 41/63. Most of the misses lie between a section and a further right one.
"""

import gzip
import hashlib
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefing.model import OTHER
from briefing.settings import Profile, built_in, parse
from briefing.stages.outline import classify

HERE = Path(__file__).parent
SHARED = Path(__file__).parents[2].parent / "shared"
WAR = built_in()
FLOODS = parse((HERE / "floods.toml").read_text(encoding="utf-8"), "floods.toml")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled pages are not beside the project")]

EVENTS = {
    "strikes": ("FIGHT", "ASSAULT"),
    "aid-and-diplomacy": ("AID", "CONSULT", "AGREE", "COOPERATE", "SUPPORT", "SANCTION"),
}
CODED = {"1": "aid-and-diplomacy", "2": "aid-and-diplomacy", "4": "strikes"}  # the classes that are a section's


def body(path: Path, ranges: list[Any]) -> tuple[str, ...]:
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    numbers = [line for one in ranges or [] for line in ([one] if isinstance(one, int) else range(one[0], one[1] + 1))]
    return tuple(text for number in numbers if number <= len(lines) and (text := lines[number - 1].strip()))


def section(profile: Profile, title: str, paragraphs: tuple[str, ...]) -> str:
    return classify(title, paragraphs, profile.sections, profile.subject, profile.elsewhere).section


def found(path: Path, item: dict[str, Any]) -> tuple[bool, bool]:
    """Whether the item's section is the main one, and whether it is at least one of the right ones."""
    got = section(WAR, item["title"] or "", body(path, item["body"]))
    return got == item["section"], got in (item["section"], *(item.get("also") or ()))


def lines(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(SHARED / "data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).strip()


@cache
def labelled() -> dict[str, list[tuple[str, tuple[str, ...], str, tuple[str, ...]]]]:
    """By set: title, paragraphs, section and further right sections of each item."""
    rows = [line.split("\t") for line in (HERE / "section_labels.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    wanted = {(file, identity): (name, main, tuple(filter(None, also.split(",")))) for name, file, identity, main, also in rows}
    sets: dict[str, list[tuple[str, tuple[str, ...], str, tuple[str, ...]]]] = {}
    for file in sorted({file for file, _ in wanted}):
        for row in lines(file):
            title = row.get("title") or ""
            if file == "articles_dev":
                identity = row["id"]
                paragraphs = tuple(text for line in row["text"].split("\n") if (text := line.strip()))
            else:
                identity = hashlib.sha256(f"{row['link']}\n{title.strip()}".encode()).hexdigest()[:12]
                parts = re.split(r"</p>|<br\s*/?>|</h\d>|</li>", row.get("body_html") or "")
                paragraphs = tuple(text for part in (row.get("description") or "", *parts) if (text := plain(part)))
            if known := wanted.pop((file, identity), None):
                name, main, also = known
                sets.setdefault(name, []).append((plain(title), paragraphs, main, also))
    assert not wanted
    return sets


def test_every_item_of_the_sample_pages_is_in_its_section():
    pages = json.loads((SHARED / "gold/seeds.json").read_text())["pages"]
    results = [found(SHARED / "seeds" / page["file"], item)[0] for page in pages for item in page["items"]]
    assert (sum(results), len(results)) == (13, 13)


def test_items_of_other_pages_are_placed_no_worse_than_before():
    pages = [json.loads(line) for line in (SHARED / "gold/pages_dev.jsonl").read_text().splitlines() if line.strip()]
    results = [found(SHARED / "data/pages_dev" / page["file"], item) for page in pages for item in page["items"] or ()]
    assert len(results) == 53
    assert sum(main for main, _ in results) >= 44
    assert sum(right for _, right in results) >= 49


@pytest.mark.parametrize(
    ("profile", "name", "main", "right", "of"),
    [
        (WAR, "war-tuned", 78, 95, 100),
        (WAR, "war-read", 77, 93, 100),
        (WAR, "war-held", 49, 65, 71),
        (FLOODS, "floods-seen", 46, 50, 60),
        (FLOODS, "floods-held", 40, 46, 50),
    ],
    ids=["war-tuned", "war-read", "war-held", "floods-seen", "floods-held"],
)
def test_feed_items_and_articles_are_placed_no_worse_than_before(profile, name, main, right, of):
    results = [(section(profile, title, paragraphs), gold, also) for title, paragraphs, gold, also in labelled()[name]]
    assert len(results) == of
    assert sum(got == gold for got, gold, _ in results) >= main
    assert sum(got in (gold, *also) for got, gold, also in results) >= right


def test_sentences_coded_as_fighting_and_as_diplomacy_are_not_mixed_up():
    records = [record for record in json.loads((SHARED / "data/sections/plover_gsr.txt").read_text()) if record.get("text")]
    placed: Counter[bool] = Counter()
    total = 0
    for name, events in EVENTS.items():
        for record in records:
            if record["event"] in events:
                total += 1
                verdict = classify("", (record["text"],), WAR.sections).section
                if verdict != OTHER:
                    placed[verdict == name] += 1
    assert placed.total() >= 0.5 * total  # single sentences; the rest says too little
    assert placed[True] >= 0.8 * placed.total()


def test_coded_news_sentences_of_any_war_are_placed_rightly_where_they_are_placed():
    """Measured on the half by hash that was not looked at: strikes 0.80 precision, 0.34 recall; aid and diplomacy 0.91, 0.30.

    Recall is low for single sentences without a headline: one term alone is not enough, and half of the sentences coded as
    material cooperation are of releases, returned objects and eased rules. Verbal conflict (3) and none (0) are left out:
    a threat is diplomacy to a desk, and a desk has no class of its own for it.
    """
    rows = [line.rsplit("\t", 1) for line in (SHARED / "data/sections/cameo_train.tsv").read_text().splitlines()]
    unseen = [
        (text, CODED[code]) for text, code in rows if code in CODED and int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2
    ]
    got = Counter((gold, classify("", (text,), WAR.sections).section) for text, gold in unseen)
    for name, precision, recall in (("strikes", 0.78, 0.32), ("aid-and-diplomacy", 0.89, 0.28)):
        right = got[name, name]
        assert right >= precision * sum(count for (_, said), count in got.items() if said == name)
        assert right >= recall * sum(count for (gold, _), count in got.items() if gold == name)
